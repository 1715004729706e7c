package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir private Path folder;

    @Test
    void beginsWithTheToolAndSaysWhatItRunsOn() {
        var environment = Environment.read();

        assertEquals("tool", environment.keySet().iterator().next());
        for (var name : List.of("os", "kernel", "cpus", "virtual", "jdk", "client flags")) {
            assertTrue(environment.containsKey(name), name + " in " + environment);
        }
        assertTrue(environment.values().stream().noneMatch(String::isBlank));
    }

    @Test
    void doesNotNameTheMachineItsUserOrItsPlaces() throws Exception {
        var text = String.join("\n", Environment.atTheEnd(Environment.read()).values());

        for (var secret :
                List.of(
                        System.getProperty("user.dir"),
                        System.getProperty("user.home"),
                        System.getProperty("java.home"),
                        System.getProperty("java.io.tmpdir"))) {
            assertFalse(secret.length() > 1 && text.contains(secret), text);
        }
        var host = InetAddress.getLocalHost().getHostName();
        assertFalse(host.length() > 3 && text.contains(host), text);
    }

    @Test
    void leavesPlacesOutOfFlags() {
        assertEquals(
                "-Xmx1g -XX:+UseZGC -Xlog:gc:file=(path) -XX:StartFlightRecording:(path)",
                Environment.flags(
                        List.of(
                                "-Xmx1g",
                                "-Dsecret=value",
                                "-XX:+UseZGC",
                                "-javaagent:/var/somewhere/agent.jar",
                                "-Xlog:gc:file=/var/somewhere/gc.log:uptime",
                                "-XX:StartFlightRecording:somewhere\\x.jfr")));
        assertEquals("none", Environment.flags(List.of()));
    }

    @Test
    void readsTheCommitOfACheckout() throws Exception {
        var hash = "0123456789012345678901234567890123456789";
        var git = Files.createDirectories(folder.resolve(".git/refs/heads"));
        Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(git.resolve("main"), hash + "\n");

        var checkout = Checkout.around(folder.resolve("target/classes")).orElseThrow();
        assertEquals(Optional.of(hash), checkout.commit());

        Files.delete(git.resolve("main"));
        Files.writeString(
                folder.resolve(".git/packed-refs"),
                "# pack-refs with: peeled\n%s refs/heads/main\n".formatted(hash));
        assertEquals(Optional.of(hash), checkout.commit());
        assertEquals(Optional.empty(), checkout.dirty());
    }

    @Test
    void seesThatAFileOfACheckoutChanged() throws Exception {
        var file = Files.writeString(folder.resolve("README.md"), "five\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        Files.createDirectories(folder.resolve(".git"));
        Files.write(folder.resolve(".git/index"), index("README.md", 1_700_000_000, 5));
        var checkout = Checkout.around(folder).orElseThrow();

        assertEquals(Optional.of(false), checkout.dirty());
        Files.writeString(file, "fives\n");
        assertEquals(Optional.of(true), checkout.dirty());
        Files.delete(file);
        assertEquals(Optional.of(true), checkout.dirty());
    }

    /// An index of version 2 that knows one file, twice, so that the space between entries counts.
    private static byte[] index(String path, int seconds, int bytes) {
        int entry = 62 + path.length();
        int padded = (entry / 8 + 1) * 8;
        var index = ByteBuffer.allocate(12 + 2 * padded);
        index.putInt(0x44495243).putInt(2).putInt(2);
        for (int i = 0; i < 2; i++) {
            int start = 12 + i * padded;
            index.putInt(start + 8, seconds).putInt(start + 36, bytes);
            index.putShort(start + 60, (short) path.length());
            index.put(start + 62, path.getBytes(StandardCharsets.UTF_8));
        }
        return index.array();
    }
}
