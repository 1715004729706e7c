package io.heddle.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;

/// Records, from its construction on, virtual threads that wait without letting go of their
/// carrier.
///
/// To load, to link and to initialize a class pins on this JDK, for as long as it takes, once in
/// the life of a process. That is not counted.
final class PinnedCarriers implements AutoCloseable {

    static final Duration THRESHOLD = Duration.ofMillis(20);

    private static final String EVENT = "jdk.VirtualThreadPinned";
    private static final String NATIVE_FRAME = "Freeze or preempt failed (2)";
    private static final Set<String> WAITING =
            Set.of("java.lang.Object", "java.lang.VirtualThread", "jdk.internal.misc.Unsafe");

    /// When a test ran.
    private record Span(String test, Instant begin, Instant end, boolean exempt) {

        boolean contains(Instant moment) {
            return !moment.isBefore(begin) && !moment.isAfter(end);
        }
    }

    private final String name;
    private final boolean exempt;
    private final RecordingStream stream = new RecordingStream();
    private final Queue<RecordedEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /// @param name of the test class
    /// @param exempt whether to report nothing at all
    PinnedCarriers(String name, boolean exempt) {
        this.name = name;
        this.exempt = exempt;
        stream.enable(EVENT).withThreshold(THRESHOLD).withStackTrace();
        stream.setReuse(false);
        stream.onEvent(EVENT, events::add);
        stream.startAsync();
    }

    /// Says when a test ran, which names what was recorded meanwhile.
    void ran(String test, Instant begin, boolean exemptTest) {
        spans.add(new Span(test, begin, Instant.now(), exemptTest));
    }

    /// Ends the recording and says what was found.
    List<String> stop() {
        stream.stop();
        stream.close();
        return events.stream()
                .filter(event -> !loadsClasses(event) && !isExempt(event))
                .map(this::print)
                .toList();
    }

    /// @throws AssertionError if a carrier was pinned
    @Override
    public void close() {
        List<String> pinned = stop();
        if (!pinned.isEmpty()) {
            throw new AssertionError(
                    "pinned carriers in " + name + ":\n    " + String.join("\n    ", pinned));
        }
    }

    private boolean isExempt(RecordedEvent event) {
        return exempt
                || spans.stream()
                        .anyMatch(span -> span.exempt() && span.contains(event.getStartTime()));
    }

    private static boolean loadsClasses(RecordedEvent event) {
        return waitsForClass(event) || linksClass(event) || hasLoaderOnStack(event);
    }

    private static boolean hasLoaderOnStack(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .anyMatch(method ->
                                method.getName().equals("<clinit>")
                                        || method.getType()
                                                .getName()
                                                .startsWith("jdk.internal.loader."));
    }

    /// Whether another thread initializes it, of which nothing is on this one's stack.
    private static boolean waitsForClass(RecordedEvent event) {
        String reason = event.getString("pinnedReason");
        return reason != null && reason.startsWith("Waited for initialization of ");
    }

    /// Whether another thread links it: then something native keeps a thread that neither parks nor
    /// waits. A `synchronized` block within a call from native code looks the same; we have none.
    private static boolean linksClass(RecordedEvent event) {
        return NATIVE_FRAME.equals(event.getString("pinnedReason"))
                && event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .limit(1)
                        .map(frame -> frame.getMethod().getType().getName())
                        .noneMatch(WAITING::contains);
    }

    private String print(RecordedEvent event) {
        String test =
                spans.stream()
                        .filter(span -> span.contains(event.getStartTime()))
                        .map(span -> " in " + span.test())
                        .findFirst()
                        .orElse("");
        String frames =
                event.getStackTrace() == null
                        ? ""
                        : event.getStackTrace().getFrames().stream()
                                .map(PinnedCarriers::print)
                                .collect(Collectors.joining());
        return "virtual thread \"%s\" pinned its carrier for %d ms%s (%s)%s"
                .formatted(
                        event.getThread() == null ? "" : event.getThread().getJavaName(),
                        event.getDuration().toMillis(),
                        test,
                        event.getString("pinnedReason"),
                        frames);
    }

    private static String print(RecordedFrame frame) {
        return "\n        at %s.%s:%d"
                .formatted(
                        frame.getMethod().getType().getName(),
                        frame.getMethod().getName(),
                        frame.getLineNumber());
    }
}
