package io.github.sitepack.core.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What differs between two images.
 *
 * @param packages each with what became of it
 * @param pages addresses of the site, likewise
 * @param server files of nginx's configuration, likewise
 */
record Changes(List<String> packages, List<String> pages, List<String> server) {
  private static final String SITE = "srv/www/";
  private static final String INDEX = "index.html";

  static Changes of(ImageRecord before, ImageRecord now) {
    List<String> pages = new ArrayList<>();
    List<String> server = new ArrayList<>();
    for (var file : now.files().since(before.files()).entrySet()) {
      String path = file.getKey();
      boolean ofSite = path.startsWith(SITE);
      String change =
          file.getValue().isThere() ? file.getValue().wasThere() ? "changed: " : "new: " : "gone: ";
      (ofSite ? pages : server).add(change + (ofSite ? address(path) : "/" + path));
    }
    List<String> packages = new ArrayList<>();
    for (String name : names(before.packages(), now.packages())) {
      String[] parts = name.split(" ", 2);
      String shown = parts[1] + " (" + parts[0] + ")";
      add(shown, before.packages().get(name), now.packages().get(name), packages);
    }
    return new Changes(List.copyOf(packages), List.copyOf(pages), List.copyOf(server));
  }

  boolean isEmpty() {
    return packages.isEmpty() && pages.isEmpty() && server.isEmpty();
  }

  private static TreeSet<String> names(
      SortedMap<String, String> old, SortedMap<String, String> young) {
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    return names;
  }

  private static void add(String name, String old, String young, List<String> changes) {
    if (old == null) {
      changes.add("new: " + name + " " + young);
    } else if (young == null) {
      changes.add("gone: " + name + " " + old);
    } else if (!old.equals(young)) {
      changes.add("changed: " + name + " " + old + " to " + young);
    }
  }

  private static String address(String path) {
    String address = path.substring(SITE.length() - 1);
    return address.endsWith("/" + INDEX)
        ? address.substring(0, address.length() - INDEX.length())
        : address;
  }
}
