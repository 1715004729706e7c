package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ChildJvm;
import io.heddle.Servers;
import io.heddle.TestPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing native is touched unless it is used.
class NativeAccessTest {

    @TempDir private Path directory;

    /// A server that serves one peer.
    static final class Serving {

        private Serving() {}

        public static void main(String[] arguments) throws Exception {
            try (var server = Servers.echo();
                    var peer = TestPeer.connect(server)) {
                peer.echo("hello");
            }
            System.out.println("served");
        }
    }

    @Test
    void serversTouchNothingNative() throws Exception {
        Path loaded = directory.resolve("loaded");
        try (var child =
                ChildJvm.start(
                        Serving.class,
                        "--illegal-native-access=deny",
                        "-Xlog:class+load:file=" + loaded)) {
            child.awaitLine("served");
            assertEquals(0, child.awaitStatus());
            assertEquals("", child.errors());
        }

        String classes = Files.readString(loaded).replace(Serving.class.getName(), "");
        assertTrue(classes.contains("io.heddle.SocketServer "), "classes are logged");
        assertFalse(classes.contains("io.heddle.icmp."), "a class of ICMP is loaded");
    }

    @Test
    void saysWhichOptionIsMissing() throws Exception {
        try (var child = ChildJvm.start(IcmpProcess.class, "--illegal-native-access=deny")) {
            String needed =
                    "ICMP needs native access, and this JVM denies it: start it with"
                            + " --enable-native-access=ALL-UNNAMED";

            assertEquals("PermissionException: " + needed, child.ask("open"));
            assertEquals("PermissionException: " + needed, child.ask("open"));
            assertEquals(
                    "IcmpPermission[ipv4=NONE, ipv6=NONE, missing=" + needed + "]",
                    child.ask("probe"));
        }
    }
}
