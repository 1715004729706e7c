package io.heddle.architecture;

import io.heddle.SocketServer;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A class of the framework as javac wrote it.
///
/// @param name the binary name, `io.heddle.Connection$1`
record CompiledClass(String name, ClassModel model) {

    /// A class in a descriptor or a generic signature.
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    /// All classes of the main tree, without the module's descriptor.
    static List<CompiledClass> all() {
        Path root = directory();
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + root, e);
        }
    }

    private static CompiledClass read(Path root, Path file) {
        try {
            String path = root.relativize(file).toString().replace('\\', '/');
            return new CompiledClass(
                    path.substring(0, path.length() - ".class".length()).replace('/', '.'),
                    ClassFile.of().parse(file));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /// Where the classes are: `framework/target/classes`.
    static Path directory() {
        try {
            return Path.of(
                    SocketServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String packageName() {
        return packageOf(name);
    }

    static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    /// The top-level class, without its package: `Connection`.
    String fileName() {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
    }

    /// The binary names of all classes that it has to do with: in code, signatures, annotations.
    Set<String> mentioned() {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
                names.add(type.asInternalName().replace('/', '.'));
            } else if (entry instanceof Utf8Entry text) {
                names.addAll(inDescriptor(text.stringValue()));
            }
        }
        return names;
    }

    static Set<String> inDescriptor(String text) {
        Set<String> names = new TreeSet<>();
        IN_DESCRIPTOR
                .matcher(text)
                .results()
                .forEach(found -> names.add(found.group(1).replace('/', '.')));
        return names;
    }

    /// The methods that have code.
    List<MethodModel> methods() {
        return model.methods().stream().filter(method -> method.code().isPresent()).toList();
    }
}
