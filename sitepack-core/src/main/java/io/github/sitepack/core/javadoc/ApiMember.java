package io.github.sitepack.core.javadoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * A field, a method or a constructor.
 *
 * @param name {@code <init>} for a constructor
 * @param parameters erased types with dots, {@code java.util.List}, {@code int[]}; empty for a
 *     field
 * @param generic for each parameter the name of the type variable that it is of, or ""
 * @param varargs whether the last parameter is written with dots
 * @param visible whether Javadoc shows it: it is public or protected
 */
record ApiMember(
    String name,
    Optional<List<String>> parameters,
    List<String> generic,
    boolean varargs,
    boolean visible) {
  static ApiMember field(String name, boolean visible) {
    return new ApiMember(name, Optional.empty(), List.of(), false, visible);
  }

  static ApiMember method(
      String name, List<String> types, String signature, boolean varargs, boolean visible) {
    List<String> generic = signature == null ? List.of() : variables(signature);
    return new ApiMember(
        name,
        Optional.of(List.copyOf(types)),
        generic.size() == types.size() ? generic : List.of(),
        varargs,
        visible);
  }

  private static List<String> variables(String signature) {
    List<String> variables = new ArrayList<>();
    new SignatureReader(signature)
        .accept(
            new SignatureVisitor(Opcodes.ASM9) {
              @Override
              public SignatureVisitor visitParameterType() {
                variables.add("");
                int at = variables.size() - 1;
                return new SignatureVisitor(Opcodes.ASM9) {
                  private String dimensions = "";

                  @Override
                  public SignatureVisitor visitArrayType() {
                    dimensions += "[]";
                    return this;
                  }

                  @Override
                  public void visitTypeVariable(String name) {
                    variables.set(at, name + dimensions);
                  }

                  @Override
                  public SignatureVisitor visitTypeArgument(char wildcard) {
                    return new SignatureVisitor(Opcodes.ASM9) {};
                  }
                };
              }
            });
    return variables;
  }

  /** Whether types as somebody wrote them, with or without packages, are those of this member. */
  boolean takes(List<String> written) {
    if (parameters.isEmpty() || parameters.get().size() != written.size()) {
      return false;
    }
    for (int i = 0; i < written.size(); i++) {
      String type = written.get(i).replace("...", "[]");
      String erased = parameters.get().get(i);
      if (!erased.equals(type)
          && !erased.endsWith("." + type)
          && !(!generic.isEmpty() && generic.get(i).equals(type))) {
        return false;
      }
    }
    return true;
  }

  /**
   * As Javadoc names it in an address: {@code name(java.util.List,int...)}. Types are erased, but a
   * type variable stays: {@code add(E)}.
   */
  String anchor() {
    if (parameters.isEmpty()) {
      return name;
    }
    List<String> types = new ArrayList<>(parameters.get());
    for (int i = 0; i < generic.size(); i++) {
      if (!generic.get(i).isEmpty()) {
        types.set(i, generic.get(i));
      }
    }
    if (varargs) {
      int last = types.size() - 1;
      types.set(last, types.get(last).replaceFirst("\\[\\]$", "..."));
    }
    return name + "(" + String.join(",", types) + ")";
  }

  /** As Javadoc named it before JDK 10: {@code name-java.util.List-int...-}. */
  String oldAnchor(String simpleName) {
    if (parameters.isEmpty()) {
      return name;
    }
    String anchor = anchor();
    String own = name.equals("<init>") ? simpleName : name;
    return own + anchor.substring(name.length()).replaceAll("[(),]", "-").replace("[]", ":A");
  }

  /** As somebody would write it: {@code name(List,int...)}. */
  String shown(String simpleName) {
    String anchor = anchor();
    String own = name.equals("<init>") ? simpleName : name;
    return own + anchor.substring(name.length()).replaceAll("[\\w$.]+\\.(?=[\\w$])", "");
  }
}
