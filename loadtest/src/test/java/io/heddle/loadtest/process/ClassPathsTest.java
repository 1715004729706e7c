package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassPathsTest {
    private static final List<String> FOREIGN =
            List.of("netty-", "reactor-", "vertx-", "jetty-", "helidon-", "jackson-core-2");

    static Stream<Target> builtIn() {
        return Targets.all().stream().filter(Targets::isBuiltIn);
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void holdTheLibrariesOfOneTargetAlone(Target target) throws Exception {
        var jars = jars(ClassPaths.of(target));

        for (String library : target.libraries()) {
            assertTrue(jars.stream().anyMatch(jar -> jar.startsWith(library)), library);
        }
        var strangers =
                jars.stream()
                        .filter(jar -> FOREIGN.stream().anyMatch(jar::startsWith))
                        .filter(jar -> target.libraries().stream().noneMatch(jar::startsWith))
                        .toList();
        assertEquals(List.of(), strangers);
        assertTrue(jars.stream().anyMatch(jar -> jar.startsWith("picocli-")), jars::toString);
    }

    @Test
    void holdEverythingForTargetsOfOthers() throws Exception {
        var cheat = Targets.named("cheat");

        assertFalse(Targets.isBuiltIn(cheat));
        assertEquals(System.getProperty("java.class.path"), ClassPaths.of(cheat));
    }

    @Test
    void unpackNestedLibrariesOnce(@TempDir Path directory) throws Exception {
        var jar = directory.resolve("tool.jar");
        try (var output = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("a-1.jar", "a-core-1.jar", "b-1.jar")) {
                output.putNextEntry(new JarEntry("libraries/" + name));
                output.write(name.getBytes(StandardCharsets.UTF_8));
                output.closeEntry();
            }
        }
        var cache = new LibraryCache(directory.resolve("cache"));
        var libraries = NestedLibraries.of(jar).orElseThrow();

        var first = libraries.unpack("a-", cache);

        assertEquals(2, first.size());
        assertEquals("a-core-1.jar", Files.readString(Path.of(first.getLast())));
        assertEquals(first, libraries.unpack("a-", cache));
        assertEquals(List.of(), libraries.unpack("c-", cache));
    }

    @Test
    void forgetLibrariesThatNobodyUses(@TempDir Path directory) throws Exception {
        var cache = new LibraryCache(directory);
        var old = cache.file("old", "a.jar", 1, new ByteArrayInputStream(new byte[1]));
        Files.setLastModifiedTime(
                old.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(31))));

        var young = cache.file("young", "b.jar", 1, new ByteArrayInputStream(new byte[1]));

        assertTrue(Files.exists(young));
        assertFalse(Files.exists(old.getParent()));
    }

    @Test
    void takeADirectoryOfTheProcessIfTheUsualOneCannotBeWritten(@TempDir Path directory)
            throws Exception {
        var file = Files.createFile(directory.resolve("file"));

        assertEquals(directory, LibraryCache.writable(directory).directory());
        var other = LibraryCache.writable(file.resolve("cache")).directory();
        assertTrue(Files.isDirectory(other));
        assertEquals(other, LibraryCache.writable(Path.of("?/.cache")).directory());
    }

    @Test
    void needNoLoaderWhereTheLibrariesAreAlready() throws Exception {
        for (var target : Targets.all()) {
            assertTrue(ClassPaths.loaderOf(target).isEmpty(), target.name());
        }
    }

    private static List<String> jars(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .filter(name -> name.endsWith(".jar"))
                .toList();
    }
}
