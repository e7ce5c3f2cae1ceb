// Not a module: should the page's own modules not come, it says so in their place.
addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLScriptElement)
      document.getElementById("progress-text").textContent = "The page could not be loaded whole. Please reload it.";
  },
  true,
);
