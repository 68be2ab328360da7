// Runs before the first paint, so that a remembered choice of colours does not flash, and what works
// by a script has its place from the beginning.
(function () {
  var root = document.documentElement;
  root.setAttribute("data-js", "");
  var theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch (e) {
    // Storage is switched off: the system decides.
  }
  if (theme === "light" || theme === "dark") {
    root.setAttribute("data-theme", theme);
  }
})();
