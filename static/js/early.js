// Runs before the page is drawn: says that scripts work, so that figures keep room for their drawing.
document.documentElement.classList.replace("no-js", "js");
