package io.github.sitepack.core.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    Set<String> paths = new TreeSet<>(now.freshSince(before));
    paths.addAll(before.freshSince(now));
    for (String path : paths) {
      String old = before.files().get(path);
      String young = now.files().get(path);
      if (path.startsWith(SITE)) {
        add(address(path), old, young, false, pages);
      } else {
        add("/" + path, old, young, false, server);
      }
    }
    List<String> packages = new ArrayList<>();
    for (String name : names(before.packages(), now.packages())) {
      String[] parts = name.split(" ", 2);
      String shown = parts[1] + " (" + parts[0] + ")";
      add(shown, before.packages().get(name), now.packages().get(name), true, packages);
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

  private static void add(
      String name, String old, String young, boolean values, List<String> changes) {
    if (old == null) {
      changes.add("new: " + name + (values ? " " + young : ""));
    } else if (young == null) {
      changes.add("gone: " + name + (values ? " " + old : ""));
    } else if (!old.equals(young)) {
      changes.add("changed: " + name + (values ? " " + old + " to " + young : ""));
    }
  }

  private static String address(String path) {
    String address = path.substring(SITE.length() - 1);
    return address.endsWith("/" + INDEX)
        ? address.substring(0, address.length() - INDEX.length())
        : address;
  }
}
