package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first lines of a process may be written when it has no descriptor left to load a class with.
class LogWarmUpTest {

    @Test
    void leavesNoClassOfOursForTheFirstLinesToLoad(@TempDir Path directory) throws Exception {
        Path classes = directory.resolve("classes.txt");
        Path everyLine = directory.resolve("logging.properties");
        Files.writeString(
                everyLine,
                """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = ALL
                io.heddle.level = ALL
                """);
        try (var child =
                ChildJvm.start(
                        FirstLines.class,
                        "-Djava.util.logging.config.file=" + everyLine,
                        "-Xlog:class+load=info:file=" + classes)) {
            child.awaitLine("logged");
            assertTrue(child.awaitExit());
            eventually().until(() -> child.errors().contains("has stopped"));

            List<String> afterwards = loadedAfterwards(Files.readAllLines(classes));
            assertTrue(afterwards.size() > 1, "nothing was logged");
            assertEquals(
                    List.of(),
                    afterwards.stream().filter(line -> line.contains("source: file:")).toList());
        }
    }

    private static List<String> loadedAfterwards(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.contains(Mark.class.getName()))
                .skip(1)
                .takeWhile(line -> !line.contains(EndMark.class.getName()))
                .toList();
    }

    /// Loaded before the first line.
    static final class Mark {}

    /// Loaded after the last.
    static final class EndMark {}

    static final class FirstLines {

        private FirstLines() {}

        public static void main(String[] args) throws IOException {
            var quiet = new RecordingObserver();
            try (var server = Servers.start(Servers.ECHO, quiet);
                    var peer = TestPeer.connect(server)) {
                peer.echo("hello");
                Connection connection = quiet.accepted().getFirst();
                List<Consumer<ServerObserver>> events = EveryEvent.of(server, connection);
                var observer = new LoggingObserver();
                var mark = new Mark();
                for (Consumer<ServerObserver> event : events) {
                    event.accept(observer);
                }
                var endMark = new EndMark();
                System.out.println("logged" + mark.hashCode() + endMark.hashCode());
            }
        }
    }
}
