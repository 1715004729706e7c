package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What stands in the files of the repository, all modules.
class SourcesTest {

    private static final int MAX_LINES = 400;

    private static final Path ROOT = CompiledClass.directory().getParent().getParent().getParent();

    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", ".idea", ".heddle-building", "node_modules");
    private static final Set<String> TEXT =
            Set.of("java", "xml", "md", "yml", "yaml", "properties", "sh", "html", "js", "json");

    private static final List<Path> FILES = files();

    @Test
    void areFound() {
        List<String> names = FILES.stream().map(SourcesTest::relative).toList();

        assertTrue(names.contains("pom.xml"), names::toString);
        assertTrue(names.contains("heddle"), names::toString);
        assertTrue(
                names.contains("framework/src/main/java/io/heddle/SocketServer.java"),
                names::toString);
    }

    @Test
    void noSourceFileIsLong() {
        assertEquals(
                List.of(),
                FILES.stream()
                        .filter(SourcesTest::isJava)
                        .filter(file -> read(file).lines().count() > MAX_LINES)
                        .map(SourcesTest::relative)
                        .toList());
    }

    @Test
    void noFileTurnsPreviewOn() {
        Predicate<Path> isDecision = file -> relative(file).startsWith("docs/adr/"); // says why not

        assertEquals(
                List.of(),
                linesWith(isDecision.negate(), Pattern.compile("--enable" + "-preview")));
    }

    @Test
    void noFileNamesDirectoryOfOneMachine() {
        Pattern machine =
                Pattern.compile(
                        "[\"' =:(](/" + "root/|/" + "home/|/" + "Users/|/" + "work/|[A-Z]:\\\\)");

        assertEquals(List.of(), linesWith(file -> true, machine));
    }

    @Test
    void noFileNamesPackageRegistry() {
        Pattern registry =
                Pattern.compile(
                        String.join(
                                "|",
                                "repo1?[.]" + "maven",
                                "registry[.]" + "npmjs",
                                "pypi[.]" + "org",
                                "plugins[.]" + "gradle"));

        assertEquals(List.of(), linesWith(file -> true, registry));
    }

    @Test
    void noTestSleeps() {
        Predicate<Path> isTest = file -> isJava(file) && relative(file).contains("/src/test/java/");

        assertEquals(
                List.of(), linesWith(isTest, Pattern.compile("[.]sleep\\s*\\(|::" + "sleep\\b")));
    }

    private static List<String> linesWith(Predicate<Path> which, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : FILES) {
            if (which.test(file)) {
                read(file)
                        .lines()
                        .filter(line -> pattern.matcher(line).find())
                        .forEach(line -> found.add(relative(file) + ": " + line.strip()));
            }
        }
        return found;
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return NOT_OURS.contains(directory.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (isText(file)) {
                                files.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /// By its ending; a file without one is a script.
    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? !name.equals("LICENSE") : TEXT.contains(name.substring(dot + 1));
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static String relative(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1); // never malformed
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
