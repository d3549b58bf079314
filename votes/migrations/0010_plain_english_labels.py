"""Labels, help texts and error messages in plain English. Nothing in the database changes."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('votes', '0009_saved_forecast'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='savedforecast',
            options={'ordering': ['-as_of', 'resolution'], 'verbose_name': 'saved forecast', 'verbose_name_plural': 'saved forecasts'},
        ),
        migrations.AlterField(
            model_name='bloc',
            name='source_title',
            field=models.CharField(max_length=400, verbose_name='title of the source'),
        ),
        migrations.AlterField(
            model_name='bloc',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='blocmembership',
            name='end',
            field=models.DateField(blank=True, help_text='Last day; leave empty while the membership continues', null=True, verbose_name='to'),
        ),
        migrations.AlterField(
            model_name='blocmembership',
            name='start',
            field=models.DateField(blank=True, help_text='Leave empty if it began before the record begins', null=True, verbose_name='from'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='agreed_at',
            field=models.DateTimeField(editable=False, help_text='When an import first contained the corrected value; the source’s earlier value is still on file', null=True, verbose_name='source has agreed since'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='field',
            field=models.CharField(choices=[('title', 'Title'), ('kind', 'Kind'), ('date', 'Date'), ('agenda_item', 'Agenda item'), ('agenda_item_title', 'Title of the agenda item'), ('meeting', 'Meeting'), ('symbol', 'Symbol'), ('draft_symbol', 'Draft symbol'), ('sponsors_as_printed', 'Main sponsors as printed'), ('adoption', 'How it was decided'), ('outcome', 'Outcome'), ('official_in_favour', 'Official total in favour'), ('official_against', 'Official total against'), ('official_abstaining', 'Official total abstaining'), ('official_not_voting', 'Official total not voting'), ('position', 'Position of a State'), ('voter', 'State that voted')], max_length=40, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='made_by',
            field=models.ForeignKey(editable=False, help_text='Empty if an import made it because the membership on that day proves the error', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='rule',
            field=models.CharField(blank=True, editable=False, help_text='Filled in if the check suggested the correction', max_length=40, verbose_name='rule of the check'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='source_title',
            field=models.CharField(blank=True, max_length=400, verbose_name='title of the source of the correction'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source of the correction'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='withdrawn_reason',
            field=models.TextField(blank=True, verbose_name='reason for the withdrawal'),
        ),
        migrations.AlterField(
            model_name='explanation',
            name='kind',
            field=models.CharField(choices=[('introduction', 'Introduction by the sponsor'), ('general_comment', 'General comment'), ('before_vote', 'Explanation of vote before the vote'), ('after_vote', 'Explanation of vote after the vote'), ('position', 'Explanation of position'), ('unspecified', 'Explanation (timing not recorded)'), ('study_submission', 'Later submission to a study')], default='unspecified', max_length=30, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='explanation',
            name='source_publisher',
            field=models.CharField(blank=True, max_length=200, verbose_name='publisher of the source'),
        ),
        migrations.AlterField(
            model_name='explanation',
            name='source_title',
            field=models.CharField(max_length=400, verbose_name='title of the source'),
        ),
        migrations.AlterField(
            model_name='explanation',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='explanation',
            name='state',
            field=models.ForeignKey(blank=True, help_text='The State that spoke; leave empty if only the group is known', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='votes.state', verbose_name='State'),
        ),
        migrations.AlterField(
            model_name='historicalbloc',
            name='source_title',
            field=models.CharField(max_length=400, verbose_name='title of the source'),
        ),
        migrations.AlterField(
            model_name='historicalbloc',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='historicalblocmembership',
            name='end',
            field=models.DateField(blank=True, help_text='Last day; leave empty while the membership continues', null=True, verbose_name='to'),
        ),
        migrations.AlterField(
            model_name='historicalblocmembership',
            name='start',
            field=models.DateField(blank=True, help_text='Leave empty if it began before the record begins', null=True, verbose_name='from'),
        ),
        migrations.AlterField(
            model_name='historicalexplanation',
            name='kind',
            field=models.CharField(choices=[('introduction', 'Introduction by the sponsor'), ('general_comment', 'General comment'), ('before_vote', 'Explanation of vote before the vote'), ('after_vote', 'Explanation of vote after the vote'), ('position', 'Explanation of position'), ('unspecified', 'Explanation (timing not recorded)'), ('study_submission', 'Later submission to a study')], default='unspecified', max_length=30, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='historicalexplanation',
            name='source_publisher',
            field=models.CharField(blank=True, max_length=200, verbose_name='publisher of the source'),
        ),
        migrations.AlterField(
            model_name='historicalexplanation',
            name='source_title',
            field=models.CharField(max_length=400, verbose_name='title of the source'),
        ),
        migrations.AlterField(
            model_name='historicalexplanation',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='historicalexplanation',
            name='state',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The State that spoke; leave empty if only the group is known', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='votes.state', verbose_name='State'),
        ),
        migrations.AlterField(
            model_name='historicalmembership',
            name='end',
            field=models.DateField(blank=True, help_text='Last day; leave empty while the term continues', null=True, verbose_name='to'),
        ),
        migrations.AlterField(
            model_name='historicalmembership',
            name='regional_group',
            field=models.CharField(choices=[('african', 'African States'), ('asia_pacific', 'Asia-Pacific States'), ('eastern_european', 'Eastern European States'), ('latin_american_caribbean', 'Latin American and Caribbean States'), ('western_european_other', 'Western European and other States')], help_text='The regional group whose seat it held', max_length=30, verbose_name='regional group'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='adoption',
            field=models.CharField(choices=[('recorded_vote', 'Recorded vote'), ('without_vote', 'Without a vote'), ('non_recorded_vote', 'Non-recorded vote'), ('none', 'No decision taken')], max_length=20, verbose_name='how it was decided'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='agenda_item_title',
            field=models.CharField(blank=True, max_length=1000, verbose_name='title of the agenda item'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='called_by_group',
            field=models.CharField(blank=True, max_length=200, verbose_name='vote called by (group)'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='check_reason',
            field=models.TextField(blank=True, help_text='Required to save a roll-call that does not match the official record; shown on the public page', verbose_name='why the roll-call does not match the official record'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='check_status',
            field=models.CharField(choices=[('reconciled', 'Reconciled'), ('unreconciled', 'Not reconciled'), ('not_checked', 'Not checked')], default='not_checked', editable=False, max_length=20, verbose_name='check'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='date',
            field=models.DateField(blank=True, db_index=True, help_text='Date of the decision', null=True, verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='expected_on',
            field=models.DateField(blank=True, help_text='For a tabled text: the day on which the vote is expected', null=True, verbose_name='expected on'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='outcome',
            field=models.CharField(choices=[('adopted', 'Adopted'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn'), ('not_considered', 'Not considered'), ('tabled', 'Tabled, no action taken yet')], max_length=20, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='published',
            field=models.BooleanField(default=False, help_text='A text that is not published is visible only in the admin', verbose_name='published'),
        ),
        migrations.AlterField(
            model_name='historicalresolution',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='historicalstate',
            name='existed_from',
            field=models.DateField(blank=True, help_text='Leave empty if it existed before the record begins', null=True, verbose_name='existed from'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='made_by',
            field=models.ForeignKey(help_text='Empty if a command made it', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='end',
            field=models.DateField(blank=True, help_text='Last day; leave empty while the term continues', null=True, verbose_name='to'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='regional_group',
            field=models.CharField(choices=[('african', 'African States'), ('asia_pacific', 'Asia-Pacific States'), ('eastern_european', 'Eastern European States'), ('latin_american_caribbean', 'Latin American and Caribbean States'), ('western_european_other', 'Western European and other States')], help_text='The regional group whose seat it held', max_length=30, verbose_name='regional group'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='adoption',
            field=models.CharField(choices=[('recorded_vote', 'Recorded vote'), ('without_vote', 'Without a vote'), ('non_recorded_vote', 'Non-recorded vote'), ('none', 'No decision taken')], max_length=20, verbose_name='how it was decided'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='agenda_item_title',
            field=models.CharField(blank=True, max_length=1000, verbose_name='title of the agenda item'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='called_by_group',
            field=models.CharField(blank=True, max_length=200, verbose_name='vote called by (group)'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='check_reason',
            field=models.TextField(blank=True, help_text='Required to save a roll-call that does not match the official record; shown on the public page', verbose_name='why the roll-call does not match the official record'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='check_status',
            field=models.CharField(choices=[('reconciled', 'Reconciled'), ('unreconciled', 'Not reconciled'), ('not_checked', 'Not checked')], default='not_checked', editable=False, max_length=20, verbose_name='check'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='date',
            field=models.DateField(blank=True, db_index=True, help_text='Date of the decision', null=True, verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='expected_on',
            field=models.DateField(blank=True, help_text='For a tabled text: the day on which the vote is expected', null=True, verbose_name='expected on'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='outcome',
            field=models.CharField(choices=[('adopted', 'Adopted'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn'), ('not_considered', 'Not considered'), ('tabled', 'Tabled, no action taken yet')], max_length=20, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='published',
            field=models.BooleanField(default=False, help_text='A text that is not published is visible only in the admin', verbose_name='published'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='address of the source'),
        ),
        migrations.AlterField(
            model_name='savedforecast',
            name='as_of',
            field=models.DateField(help_text='The forecast uses only decisions taken before this day', verbose_name='as of'),
        ),
        migrations.AlterField(
            model_name='state',
            name='existed_from',
            field=models.DateField(blank=True, help_text='Leave empty if it existed before the record begins', null=True, verbose_name='existed from'),
        ),
        migrations.AlterField(
            model_name='statename',
            name='until',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Last year of a former name; leave empty for another spelling', null=True, verbose_name='until'),
        ),
        migrations.AlterConstraint(
            model_name='backtestrun',
            name='backtestrun_has_a_method',
            constraint=models.CheckConstraint(condition=models.Q(('method', ''), _negated=True), name='backtestrun_has_a_method', violation_error_message='Give the method used.'),
        ),
        migrations.AlterConstraint(
            model_name='bloc',
            name='bloc_has_a_source',
            constraint=models.CheckConstraint(condition=models.Q(('source_title', ''), _negated=True), name='bloc_has_a_source', violation_error_message='Give the source of the membership list.'),
        ),
        migrations.AlterConstraint(
            model_name='blocmembership',
            name='blocmembership_one_per_start',
            constraint=models.UniqueConstraint(fields=('bloc', 'state', 'start'), name='blocmembership_one_per_start', violation_error_message='This State already has a membership that starts on this day.'),
        ),
        migrations.AlterConstraint(
            model_name='blocmembership',
            name='blocmembership_one_without_start',
            constraint=models.UniqueConstraint(condition=models.Q(('start', None)), fields=('bloc', 'state'), name='blocmembership_one_without_start', violation_error_message='This State already has a membership without a first day.'),
        ),
        migrations.AlterConstraint(
            model_name='correction',
            name='correction_corrects',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='correction_corrects', violation_error_message='The source already gives this value.'),
        ),
        migrations.AlterConstraint(
            model_name='correction',
            name='correction_names_its_state',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('field__in', ('position', 'voter')), ('state__isnull', False)), models.Q(models.Q(('field__in', ('position', 'voter')), _negated=True), ('state__isnull', True)), _connector='OR'), name='correction_names_its_state', violation_error_message='Name the State if a position is corrected; otherwise leave the State empty.'),
        ),
        migrations.AlterConstraint(
            model_name='correction',
            name='correction_once_per_field',
            constraint=models.UniqueConstraint(condition=models.Q(('state', None), ('withdrawn_at', None)), fields=('resolution', 'field'), name='correction_once_per_field', violation_error_message='This field already has a correction. Withdraw that correction first.'),
        ),
        migrations.AlterConstraint(
            model_name='correction',
            name='correction_once_per_state',
            constraint=models.UniqueConstraint(condition=models.Q(('state__isnull', False), ('withdrawn_at', None)), fields=('resolution', 'state'), name='correction_once_per_state', violation_error_message='This State already has a correction here. Withdraw that correction first.'),
        ),
        migrations.AlterConstraint(
            model_name='correction',
            name='correction_withdrawn_with_a_reason',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='correction_withdrawn_with_a_reason', violation_error_message='Give the reason for the withdrawal.'),
        ),
        migrations.AlterConstraint(
            model_name='explanation',
            name='explanation_has_a_source',
            constraint=models.CheckConstraint(condition=models.Q(('source_title', ''), _negated=True), name='explanation_has_a_source', violation_error_message='Give the title of the source.'),
        ),
        migrations.AlterConstraint(
            model_name='explanation',
            name='explanation_excerpt_short',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('excerpt'), 300), name='explanation_excerpt_short', violation_error_message='A quotation may not be longer than 300 characters.'),
        ),
        migrations.AlterConstraint(
            model_name='explanation',
            name='explanation_once_per_state',
            constraint=models.UniqueConstraint(condition=models.Q(('state__isnull', False)), fields=('resolution', 'state', 'kind', 'source_url'), name='explanation_once_per_state', violation_error_message='An explanation of this kind by this State from this source is already on file.'),
        ),
        migrations.AlterConstraint(
            model_name='explanation',
            name='explanation_once_per_group',
            constraint=models.UniqueConstraint(condition=models.Q(('state__isnull', True)), fields=('resolution', 'on_behalf_of', 'kind', 'source_url'), name='explanation_once_per_group', violation_error_message='An explanation of this kind by this group from this source is already on file.'),
        ),
        migrations.AlterConstraint(
            model_name='membership',
            name='membership_one_per_start',
            constraint=models.UniqueConstraint(fields=('state', 'start'), name='membership_one_per_start', violation_error_message='This State already has a term that starts on this day.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_decided_or_not',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('adopted', 'rejected')), models.Q(('adoption', 'none'), _negated=True)), models.Q(models.Q(('outcome__in', ('adopted', 'rejected')), _negated=True), ('adoption', 'none')), _connector='OR'), name='resolution_decided_or_not', violation_error_message='For a text that was adopted or rejected, say how it was decided; for one that was withdrawn, tabled or not considered, choose “No decision taken”.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_rejected_by_vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'rejected'), _negated=True), models.Q(('adoption', 'without_vote'), _negated=True), _connector='OR'), name='resolution_rejected_by_vote', violation_error_message='A text can be rejected only by a vote.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_totals_need_a_vote',
            constraint=models.CheckConstraint(condition=models.Q(('adoption__in', ['recorded_vote', 'non_recorded_vote']), models.Q(('official_abstaining', None), ('official_against', None), ('official_in_favour', None), ('official_not_voting', None)), _connector='OR'), name='resolution_totals_need_a_vote', violation_error_message='Only a vote has totals. Remove the totals, or say that there was a vote.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_totals_all_or_none',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('official_abstaining', None), ('official_against', None), ('official_in_favour', None)), models.Q(('official_abstaining__isnull', False), ('official_against__isnull', False), ('official_in_favour__isnull', False)), _connector='OR'), name='resolution_totals_all_or_none', violation_error_message='Give all three totals (in favour, against, abstaining) or none. Enter 0 where there were none.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_only_amendments_amend',
            constraint=models.CheckConstraint(condition=models.Q(('amends', None), ('kind', 'amendment'), _connector='OR'), name='resolution_only_amendments_amend', violation_error_message='Only an amendment can amend another text. Choose the kind “Amendment” or clear this field.'),
        ),
        migrations.AlterConstraint(
            model_name='resolution',
            name='resolution_vote_has_a_date',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('adopted', 'rejected')), _negated=True), ('date__isnull', False), ('adoption', 'without_vote'), _connector='OR'), name='resolution_vote_has_a_date', violation_error_message='Give the date of the decision.'),
        ),
        migrations.AlterConstraint(
            model_name='savedforecast',
            name='keptforecast_has_a_method',
            constraint=models.CheckConstraint(condition=models.Q(('method', ''), _negated=True), name='keptforecast_has_a_method', violation_error_message='Give the method used.'),
        ),
        migrations.AlterConstraint(
            model_name='session',
            name='session_once',
            constraint=models.UniqueConstraint(fields=('body', 'kind', 'number'), name='session_once', violation_error_message='This session is already on file.'),
        ),
        migrations.AlterConstraint(
            model_name='session',
            name='session_number_positive',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='session_number_positive', violation_error_message='Session numbers start at 1.'),
        ),
        migrations.AlterConstraint(
            model_name='state',
            name='state_iso3_three_capitals',
            constraint=models.CheckConstraint(condition=models.Q(('iso3__regex', '^[A-Z]{3}$')), name='state_iso3_three_capitals', violation_error_message='The code must be three capital letters, for example MEX.'),
        ),
        migrations.AlterConstraint(
            model_name='state',
            name='state_ends_after_it_starts',
            constraint=models.CheckConstraint(condition=models.Q(('existed_from', None), ('existed_until', None), ('existed_until__gte', models.F('existed_from')), _connector='OR'), name='state_ends_after_it_starts', violation_error_message='The last day of the State’s existence is before the first.'),
        ),
    ]
