package io.github.sitepack.core.image;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site says of its own image: names for people and tools, the environment, ports and the
 * user. What starts, and how it is stopped, is no part of it.
 *
 * @param labels labels of the config
 * @param annotations annotations of each platform's manifest, and of the index of several
 * @param environment variables, in order of their names
 * @param ports ports in the form {@code 8080/tcp}
 * @param user uid and gid, {@code 101:101}; "" for who the image runs as anyway
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">OCI
 *     annotations</a>
 */
public record ImageSettings(
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    SortedMap<String, String> environment,
    SortedSet<String> ports,
    String user) {
  /** What an image has that asks for nothing. */
  public static final ImageSettings DEFAULT =
      new ImageSettings(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeSet<>(List.of("8080/tcp")),
          "");

  private static final String FIX_NAME = "name it as others do, for example org.example.team";

  /** Copies the collections. */
  public ImageSettings {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
  }

  /**
   * Reads what a person has written.
   *
   * @param where what problems are told to be in
   * @param ports numbers, with or without {@code /tcp}; the usual port when empty
   * @param user numbers of the user and, behind a colon, of the group; "" for the usual
   * @throws io.github.sitepack.core.report.SitepackException with everything that is not allowed,
   *     and why
   */
  public static ImageSettings of(
      Place where,
      Map<String, String> labels,
      Map<String, String> annotations,
      Map<String, String> environment,
      Collection<String> ports,
      String user) {
    Problems problems = new Problems();
    labels.forEach((name, value) -> named(where, "label", name, value, problems));
    annotations.forEach(
        (name, value) -> {
          named(where, "annotation", name, value, problems);
          annotation(where, name, problems);
        });
    environment.forEach((name, value) -> variable(where, name, value, problems));
    SortedSet<String> parsed = new TreeSet<>();
    ports.forEach(port -> parsed.add(port(where, port, problems)));
    String owner = user.isEmpty() ? "" : user(where, user, problems);
    problems.throwIfAny();
    return new ImageSettings(
        new TreeMap<>(labels),
        new TreeMap<>(annotations),
        new TreeMap<>(environment),
        ports.isEmpty() ? DEFAULT.ports() : parsed,
        owner);
  }

  private static void named(
      Place where, String what, String name, String value, Problems problems) {
    if (!name.matches("[!-~]{1,200}")) {
      problems.add(where, "\"" + name + "\" cannot be the name of a " + what, FIX_NAME);
    } else if (value == null) {
      problems.add(where, "the " + what + " " + name + " has no value", "give it one");
    }
  }

  private static void annotation(Place where, String name, Problems problems) {
    if (name.equals("org.opencontainers.image.ref.name") || name.startsWith("io.containerd.")) {
      problems.add(
          where,
          "the annotation " + name + " is what engines find the image's name by",
          "set sitepack.imageName; the name is no part of the image itself");
    } else if (name.startsWith("org.opencontainers.image.base.")) {
      problems.add(
          where,
          "the annotation " + name + " tells which image this one stands on, which sitepack knows",
          "leave it out");
    } else if (name.equals("org.opencontainers.image.created")) {
      problems.add(
          where,
          "the annotation " + name + " would tell another time than the image itself",
          "set project.build.outputTimestamp");
    }
  }

  private static void variable(Place where, String name, String value, Problems problems) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      problems.add(
          where,
          "\"" + name + "\" cannot be the name of a variable",
          "use letters, digits and underscores");
    } else if (name.startsWith("LD_") || name.equals("GLIBC_TUNABLES")) {
      problems.add(
          where,
          "the variable " + name + " would change which code the loader runs",
          "leave it out; every library in the image lies where the loader looks");
    } else if (name.equals("NGINX") || name.equals("NGINX_BPF_MAPS")) {
      problems.add(
          where,
          "by the variable "
              + name
              + " nginx hands its sockets to a new nginx, and would not open"
              + " any",
          "give it another name");
    } else if (value == null || value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      problems.add(
          where,
          "the variable " + name + (value == null ? " has no value" : " holds a control character"),
          "give it a value on one line");
    }
  }

  private static String port(Place where, String text, Problems problems) {
    String port = text.strip();
    String number = port.endsWith("/tcp") ? port.substring(0, port.length() - 4) : port;
    if (port.matches("[0-9]+/(udp|sctp)")) {
      problems.add(where, "nginx does not serve the port " + port, "name a port of tcp");
    } else if (!number.matches("[1-9][0-9]{0,4}") || Integer.parseInt(number) > 65535) {
      problems.add(
          where, "\"" + text + "\" is no port", "give a number from 1 to 65535, such as 8080");
    }
    return number + "/tcp";
  }

  private static String user(Place where, String text, Problems problems) {
    String user = text.strip();
    if (!user.matches("[0-9]{1,10}(:[0-9]{1,10})?")) {
      problems.add(
          where,
          "the user \"" + text + "\" is no number",
          "give numbers, such as 65532:65532; Kubernetes cannot tell a name from root's");
      return user;
    }
    String[] parts = user.split(":");
    long uid = Long.parseLong(parts[0]);
    long gid = parts.length > 1 ? Long.parseLong(parts[1]) : uid;
    if (uid == 0) {
      problems.add(
          where,
          "the user is root, and nginx needs no right of his",
          "give any other number, or leave it out for 101:101");
    } else if (uid > 0xfffffffeL || gid > 0xfffffffeL) {
      problems.add(where, "the user " + text + " is too large", "give numbers below 4294967295");
    }
    return uid + ":" + gid;
  }
}
