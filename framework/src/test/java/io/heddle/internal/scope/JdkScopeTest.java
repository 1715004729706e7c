package io.heddle.internal.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/// What only the JDK's scope can do.
class JdkScopeTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void isTakenWhereJdkHasIt() {
        assertTrue(JdkScope.AVAILABLE);
        try (Scope scope = Scope.open("any")) {
            assertInstanceOf(JdkScope.class, scope);
        }
    }

    @Test
    void scopedValuesAreInherited() throws Exception {
        var seen = new AtomicReference<String>();
        ScopedValue.where(USER, "mia")
                .call(() -> {
                    try (Scope scope = JdkScope.open("any")) {
                        scope.fork(Thread.ofVirtual(), () -> seen.getAndSet(USER.get()));
                        scope.join();
                    }
                    return seen;
                });

        assertEquals("mia", seen.get());
    }

    @Test
    void forksAfterFirstBindingOfItsThreadHasEnded() throws Exception {
        var seen = new AtomicReference<String>();
        Thread fresh =
                Thread.ofVirtual()
                        .start(() -> {
                            try (Scope scope = JdkScope.open("any")) {
                                ScopedValue.where(USER, "mia").run(() -> {});
                                scope.fork(Thread.ofVirtual(), () -> seen.getAndSet("forked"));
                                scope.join();
                            } catch (InterruptedException | RuntimeException e) {
                                seen.set(e.toString());
                            }
                        });
        fresh.join();

        assertEquals("forked", seen.get());
    }

    @Test
    void threadDumpShowsItsNameAndThreads(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("dump.json");
        var begun = new CountDownLatch(1);
        try (Scope scope = JdkScope.open("listener 127.0.0.1:7007")) {
            scope.fork(
                    Thread.ofVirtual().name("connection-4711"),
                    () -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                        return null;
                    });
            begun.await();

            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        }

        String dump = Files.readString(file);
        int scope = dump.indexOf("\"container\": \"listener 127.0.0.1:7007");
        assertTrue(scope >= 0, dump);
        assertTrue(dump.indexOf("connection-4711", scope) > scope, dump);
    }
}
