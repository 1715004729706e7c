package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    @TempDir private Path folder;

    @Test
    void hasFlagsThatAJvmUnderstands() throws Exception {
        var profile = Profile.of(Profile.Kind.JFR, folder, "heddle.1");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(profile.flags());
        command.add("-version");

        var jvm =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, jvm.waitFor(), output);
        assertEquals("", output, "standard output belongs to the control lines");
        assertEquals(2, profile.files().size());
        for (var file : profile.files()) {
            assertTrue(Files.size(file) > 0, file + " after " + output);
        }
    }

    @Test
    void findsAsyncProfilerWhereItIsInstalled() throws Exception {
        var library = folder.resolve("opt/async-profiler-4.1/lib/libasyncProfiler.so");
        assertEquals(Optional.empty(), Profile.asyncLibrary(folder, Map.of()));
        Files.createDirectories(library.getParent());
        Files.createFile(library);

        assertEquals(Optional.of(library), Profile.asyncLibrary(folder, Map.of()));
        var home = library.getParent().getParent().toString();
        assertEquals(
                Optional.of(library),
                Profile.asyncLibrary(folder.resolve("none"), Map.of("ASYNC_PROFILER_HOME", home)));
    }

    @Test
    void refusesAFolderThatAJvmWouldMisread() {
        var strange = folder.resolve("a,b");

        assertThrows(
                IllegalArgumentException.class,
                () -> Profile.of(Profile.Kind.JFR, strange, "heddle.1"));
    }
}
