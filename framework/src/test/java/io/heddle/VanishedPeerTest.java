package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A peer whose machine is gone: no end of stream, no reset, nothing. Server and peer live in
/// network namespaces of their own, whose link is cut.
class VanishedPeerTest {

    private static final String SERVER = "10.91.7.1";

    private final String id = "hed" + ProcessHandle.current().pid();
    private final String serverSide = id + "a";
    private final String peerSide = id + "b";

    @BeforeEach
    void connectTwoNamespaces() throws Exception {
        assumeTrue(run("sh", "-c", "command -v nc"), "skipped: nc is not installed");
        boolean allowed = run("ip", "netns", "add", serverSide);
        assumeTrue(allowed, "skipped: no right to make network namespaces, or no ip command");
        run("ip", "netns", "add", peerSide);
        run(
                "ip",
                "-n",
                serverSide,
                "link",
                "add",
                "wire",
                "type",
                "veth",
                "peer",
                "name",
                "wire",
                "netns",
                peerSide);
        run("ip", "-n", serverSide, "address", "add", SERVER + "/24", "dev", "wire");
        run("ip", "-n", peerSide, "address", "add", "10.91.7.2/24", "dev", "wire");
        run("ip", "-n", serverSide, "link", "set", "wire", "up");
        boolean connected = run("ip", "-n", peerSide, "link", "set", "wire", "up");
        assumeTrue(connected, "skipped: no right to make a link between namespaces");
    }

    @AfterEach
    void removeThem() throws Exception {
        run("ip", "netns", "delete", serverSide);
        run("ip", "netns", "delete", peerSide);
    }

    @Test
    void isFoundByItsSilence() throws Exception {
        isFound(Timeouts.DEFAULT.withIdle(Duration.ofSeconds(2)), false);
    }

    @Test
    void isFoundByKeepAliveWhereNoTimeoutIsSet() throws Exception {
        isFound(Timeouts.OFF, true);
    }

    private void isFound(Timeouts timeouts, boolean keepAlive) throws Exception {
        List<String> options = new ArrayList<>(Arrays.asList(TimedServer.options(timeouts)));
        options.add("-Dhost=" + SERVER);
        options.add("-Dkeep-alive=" + keepAlive);
        try (var child =
                ChildJvm.start(
                        Map.of(),
                        List.of("ip", "netns", "exec", serverSide),
                        TimedServer.class,
                        options.toArray(String[]::new))) {
            String port = child.awaitLine("");
            Process peer =
                    new ProcessBuilder("ip", "netns", "exec", peerSide, "nc", SERVER, port).start();
            try {
                OutputStream toServer = peer.getOutputStream();
                toServer.write("hello".getBytes(StandardCharsets.UTF_8));
                toServer.flush();
                byte[] echo = peer.getInputStream().readNBytes(5);
                assertEquals("hello", new String(echo, StandardCharsets.UTF_8));
                assertEquals("1", connections(child));

                run("ip", "-n", peerSide, "link", "set", "wire", "down");

                eventually().until(() -> connections(child).equals("0"));
            } finally {
                peer.destroyForcibly().waitFor();
            }
        }
    }

    private static String connections(ChildJvm child) throws InterruptedException {
        String answer = child.ask("?");
        return answer.substring(0, answer.indexOf(' '));
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
