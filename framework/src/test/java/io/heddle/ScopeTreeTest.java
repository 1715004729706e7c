package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JSON thread dump of a running server reads as the tree server, listener, connection.
class ScopeTreeTest {

    @TempDir private Path directory;

    @Test
    void readsAsTheTreeOfServerListenersAndConnections() throws Exception {
        ServerConfig config =
                ServerConfig.on(
                                ListenerConfig.on(TestPeer.loopback(0)).withName("front door"),
                                ListenerConfig.on(TestPeer.loopback(0)).withName("back door"))
                        .withName("house")
                        .withObservers(List.of());
        List<TestPeer> peers = new ArrayList<>();
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            for (int listener : new int[] {0, 1, 0}) {
                peers.add(TestPeer.connect(server.addresses().get(listener)).echo("hello"));
            }

            String tree = dump().tree("server house");

            assertEquals(
                    """
                    server house
                      acceptor back door
                      acceptor front door
                      poller-1
                      listener back door
                        connection-2
                      listener front door
                        connection-1
                        connection-3
                    """,
                    tree);
            peers.forEach(TestPeer::close);
            eventually().until(() -> server.connections() == 0);
            assertEquals(
                    """
                    server house
                      acceptor back door
                      acceptor front door
                      poller-1
                      listener back door
                      listener front door
                    """,
                    eventually()
                            .until(
                                    () -> dump().tree("server house"),
                                    shrunk -> !shrunk.contains("connection")));
        }
        assertEquals("", dump().tree("server house"));
    }

    @Test
    void showsTasksBelowTheirListener() throws Exception {
        ServerConfig config =
                ServerConfig.on(ListenerConfig.on(TestPeer.loopback(0)).withName("front door"))
                        .withName("house")
                        .withObservers(List.of());
        var release = new CountDownLatch(1);
        ConnectionHandler forking =
                connection -> {
                    try (TaskScope<Integer, Exception> tasks = TaskScope.allSucceed()) {
                        for (int i = 0; i < 2; i++) {
                            tasks.fork(() -> {
                                release.await();
                                return 0;
                            });
                        }
                        tasks.join();
                    }
                };
        try (var server = SocketServer.start(config, forking);
                var peer = TestPeer.connect(server)) {

            String tree =
                    eventually()
                            .until(
                                    () -> dump().tree("server house"),
                                    grown -> grown.contains("task-2"));

            assertEquals(
                    """
                    server house
                      acceptor front door
                      poller-1
                      listener front door
                        connection-1
                        tasks of connection-1
                          connection-1-task-1
                          connection-1-task-2
                    """,
                    tree);
            release.countDown();
            peer.expectEnd();
        }
    }

    private ThreadDump dump() throws IOException {
        Path file = directory.resolve("dump-" + System.nanoTime() + ".json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        return ThreadDump.parse(Files.readString(file));
    }

    /// The containers of a thread dump: by their full name, which ends with a number.
    private record ThreadDump(Map<String, Container> containers) {

        private record Container(String parent, TreeSet<String> threads) {}

        private static final Pattern CONTAINER =
                Pattern.compile("\"container\": \"([^\"]*)\",\\s*\"parent\": (null|\"[^\"]*\")");
        private static final Pattern THREAD = Pattern.compile("\"name\": \"([^\"]*)\"");

        static ThreadDump parse(String json) {
            Map<String, Container> containers = new HashMap<>();
            Matcher container = CONTAINER.matcher(json);
            while (container.find()) {
                int end = json.indexOf("\"container\":", container.end());
                String threads = json.substring(container.end(), end < 0 ? json.length() : end);
                containers.put(
                        container.group(1),
                        new Container(
                                container.group(2).replace("\"", ""),
                                new TreeSet<>(
                                        THREAD.matcher(threads)
                                                .results()
                                                .map(thread -> thread.group(1))
                                                .toList())));
            }
            return new ThreadDump(containers);
        }

        /// A container and all below it, one name a line, two spaces a level.
        String tree(String name) {
            var text = new StringBuilder();
            for (String root : containers.keySet()) {
                if (nameOf(root).equals(name)) {
                    print(root, "", text);
                }
            }
            return text.toString();
        }

        private void print(String id, String indent, StringBuilder text) {
            text.append(indent).append(nameOf(id)).append('\n');
            for (String thread : containers.get(id).threads()) {
                text.append(indent).append("  ").append(thread).append('\n');
            }
            for (String child : new TreeSet<>(containers.keySet())) {
                if (containers.get(child).parent().equals(id)) {
                    print(child, indent + "  ", text);
                }
            }
        }

        /// Without what the JDK adds: `listener x/jdk.internal.misc.ThreadFlock@1b2c`.
        private static String nameOf(String id) {
            int slash = id.indexOf("\\/");
            return slash < 0 ? id : id.substring(0, slash);
        }
    }
}
