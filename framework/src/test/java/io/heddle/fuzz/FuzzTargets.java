package io.heddle.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What is fuzzed: each class among the tests whose name ends with `Fuzz`. It has a method
///
/// ```java
/// public static void fuzzerTestOneInput(byte[] input)
/// ```
///
/// that throws when something is wrong. Inputs that once were too much for it are files in a folder
/// of its simple name in `src/test/resources/fuzz`; [FuzzCorpusTest] runs them in each build.
final class FuzzTargets {

    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
    private static final String ENDING = "Fuzz.class";

    private FuzzTargets() {}

    /// The names of the classes.
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .map(file -> file.replace('/', '.').replace('\\', '.'))
                    .sorted()
                    .toList();
        }
    }

    static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// Where its inputs are kept; may not be there.
    static Path corpus(String name) {
        return CORPUS.resolve(simpleName(name));
    }

    static List<Path> inputs(String name) throws IOException {
        if (!Files.isDirectory(corpus(name))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(corpus(name))) {
            return files.sorted().toList();
        }
    }
}
