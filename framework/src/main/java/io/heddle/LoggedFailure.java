package io.heddle;

import io.heddle.internal.text.LogText;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An exception as a logger gets it, whatever the peer has put into its message: the stack trace of
/// the original, and its class and message, escaped and cut. What caused it or was suppressed is
/// converted as well.
///
/// One exception with all that belongs to it is at most [#MAX_FAILURES] exceptions of [#MAX_FRAMES]
/// frames each.
final class LoggedFailure extends Exception {

    static final int MAX_FAILURES = 16;
    static final int MAX_FRAMES = 200;

    /// Together at most 1860 bytes of UTF-8, so that with what is put around them no line is longer
    /// than 2 KiB.
    static final int MAX_NAME = 120;

    static final int MAX_MESSAGE = 500;

    private static final int MAX_TEXT = MAX_NAME + ": ".length() + MAX_MESSAGE;

    private static final StackTraceElement[] NO_FRAMES = {};

    private static final long serialVersionUID = 1L;

    private LoggedFailure(String text, @Nullable Throwable cause, StackTraceElement[] frames) {
        super(text, cause);
        setStackTrace(frames);
    }

    /// What to hand to a logger instead of the failure: the failure itself if nothing in it needs
    /// to be escaped or cut. Never throws because the failure does when it is asked what it is.
    static Throwable of(Throwable failure) {
        try {
            return isPlain(failure) ? failure : new Conversion().convert(failure);
        } catch (Throwable mute) { // the handler's own exception class, and its own code
            String text = name(failure) + " (cannot say what happened: " + name(mute) + ")";
            return new LoggedFailure(text, null, NO_FRAMES);
        }
    }

    /// A stack without a failure, for loggers, which print stacks of exceptions only.
    static Throwable at(List<StackTraceElement> stack) {
        StackTraceElement[] frames = stack.toArray(NO_FRAMES);
        return new LoggedFailure("where it stands" + countOf(frames), null, first(frames));
    }

    /// The message of a failure, escaped and cut, or its class if it has none. Never throws.
    static String message(Throwable failure) {
        String message;
        try {
            message = failure.getMessage();
        } catch (Throwable mute) { // see above
            message = null;
        }
        return message == null ? name(failure) : LogText.escape(message, MAX_MESSAGE);
    }

    /// The name of a class; the code of handlers makes them, so they may be of any length.
    private static String name(Object object) {
        return LogText.escape(object.getClass().getName(), MAX_NAME);
    }

    private static boolean isPlain(Throwable failure) {
        Set<Throwable> seen = newSet();
        Deque<Throwable> next = new ArrayDeque<>();
        next.add(failure);
        while (!next.isEmpty()) {
            Throwable one = next.remove();
            if (seen.add(one)) {
                if (seen.size() > MAX_FAILURES || !isPlainItself(one)) {
                    return false;
                }
                next.addAll(Arrays.asList(one.getSuppressed()));
                if (one.getCause() != null) {
                    next.add(one.getCause());
                }
            }
        }
        return true;
    }

    /// Loggers print what `toString` says, or the class and one of the messages.
    private static boolean isPlainItself(Throwable failure) {
        return isPlain(failure.getMessage())
                && isPlain(failure.getLocalizedMessage())
                && LogText.isPlain(failure.getClass().getName(), MAX_NAME)
                && LogText.isPlain(failure.toString(), MAX_TEXT)
                && failure.getStackTrace().length <= MAX_FRAMES;
    }

    private static boolean isPlain(@Nullable String message) {
        return message == null || LogText.isPlain(message, MAX_MESSAGE);
    }

    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static StackTraceElement[] first(StackTraceElement[] frames) {
        return frames.length > MAX_FRAMES ? Arrays.copyOf(frames, MAX_FRAMES) : frames;
    }

    private static String countOf(StackTraceElement[] frames) {
        return frames.length > MAX_FRAMES
                ? " (the first " + MAX_FRAMES + " of " + frames.length + " frames)"
                : "";
    }

    /// Costs nothing: the stack is the original's.
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /// The class and the message of the original; [#getMessage()] says the same, for loggers that
    /// print the class of what they get in front of it.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the class in front of it is the original's
    public String toString() {
        return String.valueOf(getMessage());
    }

    /// Converts one failure and what belongs to it.
    private static final class Conversion {

        private final Set<Throwable> seen = newSet();

        Throwable convert(Throwable failure) {
            seen.add(failure);
            Throwable cause = failure.getCause();
            StackTraceElement[] frames = failure.getStackTrace();
            var converted =
                    new LoggedFailure(
                            text(failure) + countOf(frames),
                            cause == null ? null : convertFurther(cause),
                            first(frames));
            for (Throwable suppressed : failure.getSuppressed()) {
                boolean isLast = isFull();
                converted.addSuppressed(convertFurther(suppressed));
                if (isLast) {
                    break;
                }
            }
            return converted;
        }

        /// Ends in a cycle, and where there is too much.
        private Throwable convertFurther(Throwable failure) {
            if (isFull() || seen.contains(failure)) {
                String why =
                        seen.contains(failure) ? ": see above)" : ", and maybe more, left out)";
                return new LoggedFailure("(" + name(failure) + why, null, NO_FRAMES);
            }
            return convert(failure);
        }

        private boolean isFull() {
            return seen.size() >= MAX_FAILURES;
        }

        private static String text(Throwable failure) {
            String message = failure.getLocalizedMessage();
            return message == null
                    ? name(failure)
                    : name(failure) + ": " + LogText.escape(message, MAX_MESSAGE);
        }
    }
}
