package io.github.sitepack.core.javadoc;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a class file says to those who use the class.
 *
 * @param name with slashes and dollars, as in class files
 * @param access flags, those of a nested class as written in its source
 * @param superName the class it extends, or null
 * @param interfaces what it implements
 * @param members its own members, those of the compiler left out
 */
record ApiClass(
    String name, int access, String superName, List<String> interfaces, List<ApiMember> members) {
  private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

  /**
   * The newest format that the library surely reads; what is newer differs in nothing used here.
   */
  private static final int READABLE = Opcodes.V17;

  /** Reads a class file. */
  static ApiClass read(byte[] bytes) {
    byte[] readable = bytes.clone();
    if ((((readable[6] & 0xff) << 8) | (readable[7] & 0xff)) > READABLE) {
      readable[4] = 0;
      readable[5] = 0;
      readable[6] = 0;
      readable[7] = READABLE;
    }
    Reading reading = new Reading();
    new ClassReader(readable)
        .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ApiClass(
        reading.name,
        reading.access,
        reading.superName,
        reading.interfaces,
        List.copyOf(reading.members));
  }

  /** Whether Javadoc has a page of it, as far as its own flags say. */
  boolean visible() {
    return (access & VISIBLE) != 0;
  }

  /** The name as in sources, {@code com.acme.Map.Entry}. */
  String canonicalName() {
    return canonical(name.replace('/', '.'));
  }

  /** The name of the package, with dots. */
  String packageName() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
  }

  /** The name without its package, {@code Map.Entry}. */
  String simpleName() {
    return canonical(name.substring(name.lastIndexOf('/') + 1));
  }

  static String canonical(String name) {
    StringBuilder canonical = new StringBuilder(name);
    for (int i = 1; i < name.length() - 1; i++) {
      if (name.charAt(i) == '$' && name.charAt(i - 1) != '.') {
        canonical.setCharAt(i, '.');
      }
    }
    return canonical.toString();
  }

  private static final class Reading extends ClassVisitor {
    private String name;
    private int access;
    private String superName;
    private List<String> interfaces = List.of();
    private String outer;
    private final List<ApiMember> members = new ArrayList<>();

    Reading() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int flags,
        String internalName,
        String signature,
        String superclass,
        String[] implemented) {
      name = internalName;
      access = flags;
      superName = superclass;
      interfaces = implemented == null ? List.of() : List.of(implemented);
    }

    @Override
    public void visitInnerClass(String inner, String outerName, String innerName, int flags) {
      if (inner.equals(name)) {
        access = flags;
        outer = (flags & (Opcodes.ACC_STATIC | Opcodes.ACC_INTERFACE)) == 0 ? outerName : null;
      }
    }

    @Override
    public FieldVisitor visitField(
        int flags, String field, String descriptor, String signature, Object value) {
      if ((flags & Opcodes.ACC_SYNTHETIC) == 0) {
        members.add(ApiMember.field(field, (flags & VISIBLE) != 0));
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int flags, String method, String descriptor, String signature, String[] exceptions) {
      if ((flags & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0
          && !method.equals("<clinit>")) {
        List<String> types = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(descriptor)) {
          types.add(canonical(type.getClassName()));
        }
        if (method.equals("<init>")
            && outer != null
            && !types.isEmpty()
            && types.get(0).equals(canonical(outer.replace('/', '.')))) {
          // The instance around it, which no source writes.
          types.remove(0);
        }
        members.add(
            ApiMember.method(
                method,
                types,
                signature,
                (flags & Opcodes.ACC_VARARGS) != 0,
                (flags & VISIBLE) != 0));
      }
      return null;
    }
  }
}
