// Keeps a page of the preview as its sources are. Never part of the site itself.
(() => {
  "use strict";
  const base = "/__sitepack/";
  const tag = new URL(document.currentScript.src).search.slice(1);
  // Pages tell the tag of their content; the page of problems has none.
  const onProblemsPage = tag === "";

  if (onProblemsPage && window.parent !== window) {
    // Shown over a page, which stays below.
    const leave = (event) => {
      event.preventDefault();
      window.parent.postMessage("sitepack-last-good", location.origin);
    };
    document.getElementById("last-good")?.addEventListener("click", leave);
    addEventListener("keydown", (event) => event.key === "Escape" && leave(event));
    return;
  }

  let source = null;
  let version = null;
  let overlay = null;

  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const show = () => {
    if (window.top === window) {
      hide();
      overlay = document.createElement("iframe");
      overlay.src = base + "problems";
      overlay.title = "Problems of the site";
      overlay.style.cssText =
        "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647";
      overlay.addEventListener("load", () => overlay?.contentWindow?.focus());
      document.body.append(overlay);
    }
  };

  addEventListener("message", (event) => {
    if (event.origin === location.origin && event.data === "sitepack-last-good") {
      hide();
    }
  });

  const swap = (styles) => {
    let found = false;
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const url = new URL(link.href);
      const path = url.origin === location.origin ? styles[url.pathname] : undefined;
      if (path !== undefined) {
        found = true;
        const next = link.cloneNode();
        next.removeAttribute("integrity");
        next.href = path + "?" + version;
        // The old one goes last, so that the page is never bare.
        next.addEventListener("load", () => link.remove());
        next.addEventListener("error", () => next.remove());
        link.after(next);
      }
    }
    if (!found) {
      // Imported by another sheet, perhaps.
      location.reload();
    }
  };

  const connect = () => {
    // A browser has six connections for a host; tabs that nobody sees leave them to others.
    if (source !== null || document.visibilityState === "hidden") {
      return;
    }
    const page = encodeURIComponent(location.pathname);
    source = new EventSource(base + "events?path=" + page + "&tag=" + tag);
    source.addEventListener("hello", (event) => {
      if (version !== null && version !== event.data) {
        location.reload();
      }
      version = event.data;
    });
    source.addEventListener("reload", () => location.reload());
    source.addEventListener("problems", (event) => {
      if (!onProblemsPage) {
        show();
      } else if (version !== event.data) {
        location.reload();
      }
      version = event.data;
    });
    source.addEventListener("mended", (event) => {
      version = event.data;
      if (onProblemsPage) {
        location.reload();
      }
      hide();
    });
    source.addEventListener("styles", (event) => swap(JSON.parse(event.data)));
  };

  const disconnect = () => {
    source?.close();
    source = null;
  };

  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      disconnect();
    } else {
      connect();
    }
  });
  // An open connection would keep the page out of the back-forward cache.
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
