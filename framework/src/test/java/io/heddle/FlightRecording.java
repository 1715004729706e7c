package io.heddle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// A recording of the process, from its construction on, of which Heddle's events are of interest.
final class FlightRecording implements AutoCloseable {

    static final String PREFIX = "io.heddle.";

    private final Recording recording = new Recording();

    private FlightRecording(Set<String> without) {
        without.forEach(recording::disable);
        recording.start();
    }

    /// With everything that is on by default.
    static FlightRecording start() {
        return new FlightRecording(Set.of());
    }

    static FlightRecording without(Set<String> events) {
        return new FlightRecording(events);
    }

    /// Ends it.
    ///
    /// @return what a server has told, in its order
    List<RecordedEvent> stop(String server) {
        return stop().stream().filter(event -> event.getString("server").equals(server)).toList();
    }

    /// Ends it.
    ///
    /// @return what all servers have told, in its order
    List<RecordedEvent> stop() {
        recording.stop();
        try {
            Path file = Files.createTempFile("heddle", ".jfr");
            try {
                recording.dump(file);
                return read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Heddle's events in a file, in the order of time.
    static List<RecordedEvent> read(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith(PREFIX))
                .sorted((one, other) -> one.getStartTime().compareTo(other.getStartTime()))
                .toList();
    }

    @Override
    public void close() {
        recording.close();
    }
}
