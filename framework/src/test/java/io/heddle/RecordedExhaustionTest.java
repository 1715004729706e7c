package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.DescriptorExhaustionTest.DescriptorLimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that has run out of descriptors while the flight recorder runs.
@Timeout(120)
class RecordedExhaustionTest {

    @Test
    void isRecordedThoughTheRecordingBeganAfterTheServer(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("exhausted.jfr");
        String silently = "-Xlog:disable"; // the recorder, too, complains of the descriptors
        try (var child = ChildJvm.start(ExhaustedServer.class, silently)) {
            int port = Integer.parseInt(child.awaitLine("port "));
            var limit = DescriptorLimit.of(child.handle());
            jcmd(child, "JFR.start");
            assertEquals(0, ExhaustedServer.ask(child).failures());

            limit.exhaust();
            try (var waiting = TestPeer.connect(TestPeer.loopback(port))) {
                waiting.send("hello");
                eventually().until(() -> ExhaustedServer.ask(child).failures() > 0);
                limit.release();
                waiting.expect("hello");
            }
            jcmd(child, "JFR.dump", "filename=" + file);
        }

        List<RecordedEvent> events = FlightRecording.read(file);
        assertTrue(
                events.stream().anyMatch(RecordedExhaustionTest::isExhaustion), () -> "" + events);
    }

    private static boolean isExhaustion(RecordedEvent event) {
        return event.getEventType().getName().equals("io.heddle.AcceptError")
                && event.getString("kind").equals("DESCRIPTORS");
    }

    private static void jcmd(ChildJvm child, String... command) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(child.handle().pid() + "");
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), UTF_8).strip();
            assertEquals(0, process.waitFor(), text);
        }
    }
}
