package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoggedFailureTest {

    @Nested
    class LeavesAlone {

        @Test
        void whatNeedsNothing() {
            var failure = new IllegalStateException("on purpose", new IOException());
            failure.addSuppressed(new IOException("naïve 漢字"));

            assertSame(failure, LoggedFailure.of(failure));
        }

        @Test
        void cyclesThatNeedNothing() {
            var first = new IllegalStateException("first");
            var second = new IllegalStateException("second", first);
            first.initCause(second);

            assertSame(first, LoggedFailure.of(first));
        }
    }

    @Test
    void keepsClassAndStackAndEscapesTheMessage() {
        var failure = new NumberFormatException("For input string: \"1\r\nWARNING: forged\"");

        Throwable logged = LoggedFailure.of(failure);

        String text =
                "java.lang.NumberFormatException: For input string: \"1\\r\\nWARNING: forged\"";
        assertEquals(text, logged.toString());
        assertEquals(text, logged.getMessage());
        assertArrayEquals(failure.getStackTrace(), logged.getStackTrace());
    }

    @Test
    void printsLikeTheOriginal() {
        var failure = new IllegalStateException("outer\\", new IOException("inner"));
        failure.addSuppressed(new IOException("suppressed"));

        String printed = printed(LoggedFailure.of(failure));

        assertEquals(printed(failure).replace("outer\\", "outer\\\\"), printed);
    }

    @Test
    void cutsLongMessages() {
        var failure = new IOException("x".repeat(1_048_576));

        String text = LoggedFailure.of(failure).toString();

        assertTrue(text.startsWith("java.io.IOException: xxx"), text);
        assertTrue(text.endsWith("xxx… (1048576 characters)"), text);
        assertTrue(text.length() < 600, text);
    }

    @Test
    void convertsCausesAndWhatWasSuppressed() {
        var failure = new IllegalStateException("fine", new IOException("cause\n"));
        failure.addSuppressed(new IOException("suppressed\u001B[2J"));

        Throwable logged = LoggedFailure.of(failure);

        assertEquals("java.lang.IllegalStateException: fine", logged.toString());
        assertEquals("java.io.IOException: cause\\n", String.valueOf(logged.getCause()));
        assertEquals(
                "java.io.IOException: suppressed\\u001B[2J", logged.getSuppressed()[0].toString());
    }

    @Test
    void convertsWhatOnlyToStringSays() {
        @SuppressWarnings("OverrideThrowableToString") // as users do
        class Chatty extends Exception {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "chatty\n";
            }
        }

        Throwable logged = LoggedFailure.of(new Chatty());

        assertEquals(Chatty.class.getName(), logged.toString());
    }

    @Test
    void endsInACycle() {
        var first = new IllegalStateException("first\n");
        var second = new IllegalStateException("second", first);
        first.initCause(second);

        Throwable logged = LoggedFailure.of(first);

        Throwable circle = Objects.requireNonNull(logged.getCause()).getCause();
        assertEquals("(java.lang.IllegalStateException: see above)", String.valueOf(circle));
        assertNull(Objects.requireNonNull(circle).getCause());
    }

    @Test
    void boundsTheNumberOfCauses() {
        Throwable failure = new IOException("innermost");
        for (int i = 0; i < 100_000; i++) {
            failure = new IOException("cause", failure);
        }

        Throwable logged = LoggedFailure.of(failure);

        assertNotSame(failure, logged);
        int count = 0;
        String last = "";
        for (Throwable one = logged; one != null; one = one.getCause()) {
            count++;
            last = one.toString();
        }
        assertEquals(LoggedFailure.MAX_FAILURES + 1, count);
        assertEquals("(java.io.IOException, and maybe more, left out)", last);
    }

    @Test
    void boundsTheNumberOfSuppressed() {
        var failure = new IOException("many");
        for (int i = 0; i < 1_000; i++) {
            failure.addSuppressed(new IOException("suppressed"));
        }

        Throwable logged = LoggedFailure.of(failure);

        Throwable[] suppressed = logged.getSuppressed();
        assertEquals(LoggedFailure.MAX_FAILURES, suppressed.length);
        assertEquals(
                "(java.io.IOException, and maybe more, left out)",
                suppressed[suppressed.length - 1].toString());
    }

    @Test
    void boundsTheNumberOfFrames() {
        var frame = new StackTraceElement("com.acme.Parser", "value", "Parser.java", 7);
        var failure = new StackOverflowError();
        var frames = new StackTraceElement[1024];
        Arrays.fill(frames, frame);
        failure.setStackTrace(frames);

        Throwable logged = LoggedFailure.of(failure);

        assertEquals(LoggedFailure.MAX_FRAMES, logged.getStackTrace().length);
        assertEquals(
                "java.lang.StackOverflowError (the first 200 of 1024 frames)", logged.toString());
    }

    @Test
    void survivesExceptionsThatCannotSayWhatTheyAre() {
        class Mute extends Exception {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("mute");
            }
        }

        String text = LoggedFailure.of(new Mute()).toString();

        assertTrue(text.startsWith(Mute.class.getName()), text);
        assertTrue(
                text.endsWith("(cannot say what happened: java.lang.IllegalStateException)"), text);
        assertEquals(Mute.class.getName(), LoggedFailure.message(new Mute()));
    }

    @Test
    void hasAMessageEvenIfTheOriginalHasNone() {
        assertEquals("java.io.IOException", LoggedFailure.message(new IOException()));
        assertEquals("a\\nb", LoggedFailure.message(new IOException("a\nb")));
        var failure = new IOException((String) null, new IOException("\n"));
        assertFalse(LoggedFailure.of(failure).toString().contains("null"));
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
