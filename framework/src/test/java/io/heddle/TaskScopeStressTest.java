package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Tasks that end, fail and are cancelled at about the same time.
@ParameterizedClass
@EnumSource
class TaskScopeStressTest {

    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final int OWNERS = 4;

    @Parameter private ScopedBy kind;

    /// What a task fails with.
    private static final class OnPurpose extends Exception {

        private static final long serialVersionUID = 1L;

        final int task;

        OnPurpose(int task) {
            this.task = task;
        }
    }

    @Test
    void endsAsItShouldHoweverTasksRace() {
        long end = System.nanoTime() + BUDGET.toNanos();
        var rounds = new AtomicInteger();
        List<Background> owners =
                IntStream.range(0, OWNERS)
                        .mapToObj(seed ->
                                Background.startVirtual(() -> {
                                    var random = new Random(seed);
                                    while (end - System.nanoTime() > 0) {
                                        race(random);
                                        rounds.incrementAndGet();
                                    }
                                }))
                        .toList();

        owners.forEach(Background::join);

        assertTrue(rounds.get() > OWNERS, "rounds: " + rounds);
    }

    private void race(Random random) throws InterruptedException {
        int count = 1 + random.nextInt(20);
        int wanted = 1 + random.nextInt(count);
        int failing = random.nextInt(count + 1);
        var alive = new AtomicInteger();
        try (TaskScope<Integer, OnPurpose> tasks = kind.firstSuccesses(wanted)) {
            for (int i = 0; i < count; i++) {
                int task = i;
                long pause = random.nextInt(3) * 20_000L;
                tasks.fork(() -> run(task, task < failing, pause, alive));
            }

            List<Integer> results = tasks.join();

            assertTrue(count - failing >= wanted, "too few can have succeeded");
            assertEquals(wanted, results.size());
            assertEquals(wanted, results.stream().distinct().count());
            assertTrue(results.stream().allMatch(task -> task >= failing));
        } catch (OnPurpose failure) {
            assertTrue(count - failing < wanted, "enough must have succeeded");
            assertTrue(failure.task < failing);
        } catch (WaitEndedException impossible) {
            throw new AssertionError(impossible);
        }
        assertEquals(0, alive.get(), "tasks that outlive their scope");
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    private static int run(int task, boolean fails, long pause, AtomicInteger alive)
            throws OnPurpose {
        alive.incrementAndGet();
        try {
            if (pause > 0 && new Semaphore(0).tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("a permit from nowhere");
            }
        } catch (InterruptedException cancelled) {
            // ends as it would have
        } finally {
            alive.decrementAndGet();
        }
        if (fails) {
            throw new OnPurpose(task);
        }
        return task;
    }
}
