package io.heddle.loadtest.process;

import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The class paths of servers: this tool's own, and the libraries of one target, so that no target
/// sees another's.
///
/// The libraries are found among the jars of this JVM's class path, as when tests run, or inside
/// the one jar in which the tool is shipped.
public final class ClassPaths {
    private static final String PROPERTY = "java.class.path";

    /// How the names of the tool's own jars begin.
    private static final List<String> OWN =
            List.of(
                    "heddle-",
                    "picocli-",
                    "HdrHistogram-",
                    "jackson-annotations-",
                    "jackson-core-3",
                    "jackson-databind-3",
                    "commons-",
                    "jspecify-");

    private ClassPaths() {}

    /// The class path of a target. One that does not come with this tool gets all that this JVM
    /// has, because its libraries are not known.
    ///
    /// @throws IOException if a library is missing or cannot be unpacked
    public static String of(Target target) throws IOException {
        if (!Targets.isBuiltIn(target)) {
            return System.getProperty(PROPERTY);
        }
        var entries = new ArrayList<>(entries(ClassPaths::isOwn));
        var nested = NestedLibraries.ofThisTool();
        for (String library : target.libraries()) {
            var found =
                    nested.isPresent()
                            ? nested.get().unpack(library)
                            : entries(entry -> isJar(entry) && name(entry).startsWith(library));
            if (found.isEmpty()) {
                throw new IOException(
                        "the target '%s' needs the jar %s*, which is not there"
                                .formatted(target.name(), library));
            }
            found.stream().filter(entry -> !entries.contains(entry)).forEach(entries::add);
        }
        return String.join(File.pathSeparator, entries);
    }

    /// A loader of this tool's classes and the target's libraries, for a JVM that was started
    /// without the latter; empty if they are on its class path.
    ///
    /// The loader shares no class with this one. From now on the property `java.class.path` names
    /// what it sees, for its classes look there, too.
    ///
    /// @throws IOException if a library is missing or cannot be unpacked
    public static Optional<ClassLoader> loaderOf(Target target) throws IOException {
        var wanted = of(target);
        var entries = entries(wanted, _ -> true);
        if (Set.copyOf(entries(_ -> true)).containsAll(entries)) {
            return Optional.empty();
        }
        var urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(entries.get(i)).toUri().toURL();
        }
        System.setProperty(PROPERTY, wanted);
        return Optional.of(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
    }

    /// The class path of this tool without any target's libraries.
    public static String own() {
        return String.join(File.pathSeparator, entries(ClassPaths::isOwn));
    }

    private static List<String> entries(Predicate<String> wanted) {
        return entries(System.getProperty(PROPERTY), wanted);
    }

    private static List<String> entries(String classPath, Predicate<String> wanted) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .filter(wanted)
                .toList();
    }

    private static boolean isOwn(String entry) {
        return !isJar(entry) || OWN.stream().anyMatch(name(entry)::startsWith);
    }

    private static boolean isJar(String entry) {
        return entry.endsWith(".jar") && !Files.isDirectory(Path.of(entry));
    }

    private static String name(String entry) {
        return String.valueOf(Path.of(entry).getFileName());
    }
}
