package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not be done with a [TaskScope], and says so.
@ParameterizedClass
@EnumSource
class TaskScopeMisuseTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Parameter private ScopedBy kind;

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    private static String name() {
        return Thread.currentThread().getName();
    }

    @Test
    void forkAfterJoinIsRefused() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.join();

            refused("tasks of " + name() + " are joined already", () -> tasks.fork(() -> "late"));
        }
    }

    @Test
    void forkAndJoinAfterCloseAreRefused() {
        TaskScope<String, IOException> tasks = kind.allSucceed();
        tasks.fork(() -> "in time");
        tasks.close();

        refused("tasks of " + name() + " are joined already", () -> tasks.fork(() -> "late"));
        refused("tasks of " + name() + " are joined already", tasks::join);
    }

    @Test
    void joiningTwiceIsRefused() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.fork(() -> "only");
            assertEquals(List.of("only"), tasks.join());

            refused("tasks of " + name() + " are joined already", tasks::join);
        }
    }

    @Test
    void joiningAgainAfterFailureIsRefused() {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.fork(() -> {
                throw new IOException("on purpose");
            });
            assertThrows(IOException.class, tasks::join);

            refused("tasks of " + name() + " are joined already", tasks::join);
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        TaskScope<String, IOException> tasks = kind.allSucceed();
        tasks.fork(() -> "only");
        tasks.close();

        tasks.close();
    }

    @Test
    void otherThreadIsRefused() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            String message = "tasks belong to " + Thread.currentThread();
            Background.startVirtual(
                            () -> {
                                stranger(message, () -> tasks.fork(() -> "foreign"));
                                stranger(message, tasks::join);
                                stranger(message, tasks::close);
                            })
                    .join();

            tasks.fork(() -> "own");
            assertEquals(List.of("own"), tasks.join());
        }
    }

    private static void stranger(String message, Executable call) {
        assertEquals(message, assertThrows(WrongThreadException.class, call).getMessage());
    }

    @Test
    void taskMayNotForkIntoItsOwnScope() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.fork(() -> {
                stranger("tasks belong to " + ownerOf(tasks), () -> tasks.fork(() -> "foreign"));
                return "own";
            });

            assertEquals(List.of("own"), tasks.join());
        }
    }

    private static String ownerOf(TaskScope<String, IOException> tasks) {
        String message = assertThrows(WrongThreadException.class, tasks::join).getMessage();
        return message.substring("tasks belong to ".length());
    }

    @Test
    void fewerTasksThanAreWantedIsRefused() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.firstSuccesses(3)) {
            tasks.fork(() -> "one");
            tasks.fork(() -> "two");

            refused("successes wanted are 3, tasks forked are 2", tasks::join);

            tasks.fork(() -> "three");
            assertEquals(3, tasks.join().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void fewerThanOneSuccessIsRefused(int wanted) {
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> TaskScope.firstSuccesses(wanted));

        assertEquals("wanted must be at least 1, was " + wanted, refused.getMessage());
    }

    @Test
    void forkInsideOfDeadlineThatBeganLaterIsRefused() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            Deadline.within(
                    LONG,
                    () ->
                            refused(
                                    "a deadline has begun or ended since the scope was opened; open"
                                            + " it inside",
                                    () -> tasks.fork(() -> "would outlive it")));

            tasks.fork(() -> "in order");
            assertEquals(List.of("in order"), tasks.join());
        }
    }
}
