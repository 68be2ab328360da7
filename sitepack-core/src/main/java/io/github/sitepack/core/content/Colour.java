package io.github.sitepack.core.content;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour of sRGB, each part from 0 to 255.
 *
 * @see <a href="https://www.w3.org/TR/css-color-4/">CSS Color Module Level 4</a>
 * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
 */
record Colour(int red, int green, int blue) {
  private static final Map<String, String> NAMES = new TreeMap<>();

  private static final Pattern FUNCTION = Pattern.compile("(rgba?|hsla?|oklch|oklab)\\((.*)\\)");

  static {
    String[] names =
        ("aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff "
                + "beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff "
                + "blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 "
                + "chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c "
                + "cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 "
                + "darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b "
                + "darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 "
                + "darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f "
                + "darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 "
                + "deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 "
                + "floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc "
                + "ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 "
                + "greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c "
                + "indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 "
                + "lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 "
                + "lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 "
                + "lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa "
                + "lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 "
                + "lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 "
                + "magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd "
                + "mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 "
                + "mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc "
                + "mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 "
                + "moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 "
                + "olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa "
                + "palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 "
                + "peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 "
                + "purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 "
                + "saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee "
                + "sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 "
                + "slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c "
                + "teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee "
                + "wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 ")
            .strip()
            .split(" ");
    for (int i = 0; i < names.length; i += 2) {
      NAMES.put(names[i], names[i + 1]);
    }
  }

  /** Reads a colour that lets nothing show through; empty for what is not understood here. */
  static Optional<Colour> of(String css) {
    String text = css.strip().toLowerCase(Locale.ROOT);
    String hex = NAMES.getOrDefault(text, text.startsWith("#") ? text.substring(1) : "");
    if (hex.length() == 3) {
      hex = hex.replaceAll("(.)", "$1$1");
    }
    if (hex.length() == 6) {
      byte[] parts = HexFormat.of().parseHex(hex);
      return Optional.of(new Colour(parts[0] & 255, parts[1] & 255, parts[2] & 255));
    }
    Matcher function = FUNCTION.matcher(text);
    return function.matches() ? function(function.group(1), function.group(2)) : Optional.empty();
  }

  private static Optional<Colour> function(String name, String inside) {
    List<String> parts = List.of(inside.strip().split("[\\s,]+"));
    if (parts.size() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (name) {
            case "oklch" -> {
              double chroma = part(parts.get(1), 0.4);
              double hue = StrictMath.toRadians(part(parts.get(2).replace("deg", ""), 360));
              yield oklab(
                  part(parts.get(0), 1),
                  chroma * StrictMath.cos(hue),
                  chroma * StrictMath.sin(hue));
            }
            case "oklab" ->
                oklab(part(parts.get(0), 1), part(parts.get(1), 0.4), part(parts.get(2), 0.4));
            case "rgb", "rgba" ->
                bounded(part(parts.get(0), 255), part(parts.get(1), 255), part(parts.get(2), 255));
            default ->
                hsl(
                    part(parts.get(0).replace("deg", ""), 360),
                    part(parts.get(1), 100) / 100,
                    part(parts.get(2), 100) / 100);
          });
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A number, or a share of what is the whole. */
  private static double part(String text, double whole) {
    return text.endsWith("%")
        ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100 * whole
        : Double.parseDouble(text);
  }

  private static Colour bounded(double red, double green, double blue) {
    return new Colour(bounded(red), bounded(green), bounded(blue));
  }

  private static int bounded(double part) {
    return (int) Math.max(0, Math.min(255, Math.round(part)));
  }

  private static Colour hsl(double hue, double saturation, double lightness) {
    double[] parts = new double[3];
    for (int i = 0; i < 3; i++) {
      double k = ((new int[] {0, 8, 4}[i] + hue / 30) % 12 + 12) % 12;
      double a = saturation * Math.min(lightness, 1 - lightness);
      parts[i] = 255 * (lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1)));
    }
    return bounded(parts[0], parts[1], parts[2]);
  }

  private static Colour oklab(double lightness, double a, double b) {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return bounded(
        gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  }

  private static double cube(double value) {
    return value * value * value;
  }

  private static double gamma(double linear) {
    double bounded = Math.max(0, Math.min(1, linear));
    return 255
        * (bounded <= 0.0031308
            ? 12.92 * bounded
            : 1.055 * StrictMath.pow(bounded, 1 / 2.4) - 0.055);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  /** The contrast with another one, from 1 to 21. */
  double contrast(Colour other) {
    double one = luminance() + 0.05;
    double two = other.luminance() + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  /** The least contrast with some. */
  double contrast(List<Colour> others) {
    return others.stream().mapToDouble(this::contrast).min().orElse(21);
  }

  /** The same with some of another one in it, of 255 parts. */
  private Colour with(Colour other, int share) {
    return new Colour(
        red + (other.red - red) * share / 255,
        green + (other.green - green) * share / 255,
        blue + (other.blue - blue) * share / 255);
  }

  /** The first one on the way to black, or else to white, that has a contrast with all others. */
  Optional<Colour> nearest(List<Colour> others, double least) {
    for (int share = 0; share <= 255; share++) {
      for (Colour end : List.of(new Colour(0, 0, 0), new Colour(255, 255, 255))) {
        Colour found = with(end, share);
        if (found.contrast(others) >= least) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /** As in CSS: {@code #1d5fbf}. */
  @Override
  public String toString() {
    return "#" + HexFormat.of().formatHex(new byte[] {(byte) red, (byte) green, (byte) blue});
  }
}
