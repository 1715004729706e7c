package io.heddle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many doing the same at the same time, each on a thread of its own.
public final class Crowd {

    /// What one member does.
    public interface Task {
        void run(int member) throws Exception;
    }

    private Crowd() {}

    /// Returns when all are done.
    ///
    /// @throws AssertionError if one of them failed
    public static void of(int members, Task task) throws InterruptedException {
        List<Future<Integer>> all = new ArrayList<>();
        var threads = Thread.ofPlatform().name("crowd-", 0).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            for (int i = 0; i < members; i++) {
                int member = i;
                all.add(
                        executor.submit(() -> {
                            task.run(member);
                            return member;
                        }));
            }
        }
        for (Future<Integer> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a member of the crowd failed", e.getCause());
            }
        }
    }
}
