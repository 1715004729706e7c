package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartupFactsTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void areAllKnownOnLinux() {
        StartupFacts facts = StartupFacts.read();

        assertNotNull(facts.carriers());
        assertNotNull(facts.descriptors());
        assertNotNull(facts.somaxconn());
        assertTrue(facts.processors() > 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void haveDescriptorLimitOfTheVirtualMachine() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        assertEquals(system.getMaxFileDescriptorCount(), StartupFacts.read().descriptors());
    }

    @Nested
    class Descriptors {

        @Test
        void areTheSoftLimit() {
            assertEquals(1024L, descriptors("1024                 524288              "));
            assertEquals(1L, descriptors("1                    unlimited           "));
        }

        @Test
        void mayBeUnlimited() {
            assertEquals(
                    StartupFacts.UNLIMITED,
                    descriptors("unlimited            unlimited           "));
        }

        @Test
        void areReadFromLastLineWithoutAnEnd() {
            assertEquals(7L, StartupFacts.descriptors("Max open files   7"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "many", "-1", "0", "1.5", "0x10", "99999999999999999999"})
        void areUnknownWhereTheirLineIsGarbage(String limit) {
            assertNull(descriptors(limit));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "\0\0\0", "Max open files", "max open files   7"})
        void areUnknownWithoutTheirLine(String limits) {
            assertNull(StartupFacts.descriptors(limits));
        }

        private static Long descriptors(String limit) {
            return StartupFacts.descriptors(
                    """
                    Limit                     Soft Limit           Hard Limit           Units
                    Max cpu time              unlimited            unlimited            seconds
                    Max open files            %s files
                    Max locked memory         8388608              8388608              bytes
                    """
                            .formatted(limit));
        }
    }

    @Nested
    class Somaxconn {

        @Test
        void isTheNumberInTheFile() {
            assertEquals(4096, StartupFacts.somaxconn("4096\n"));
            assertEquals(1, StartupFacts.somaxconn("1"));
        }

        @Test
        void isAsGoodAsUnlimitedWhenItIsHuge() {
            assertEquals(Integer.MAX_VALUE, StartupFacts.somaxconn("4294967296"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "unlimited", "-5", "0", "12 13", "99999999999999999999"})
        void isUnknownWhereTheFileIsGarbage(String text) {
            assertNull(StartupFacts.somaxconn(text));
        }
    }

    @Nested
    class Carriers {

        private static final int PROCESSORS = 4;

        @Test
        void areAsManyAsProcessorsByDefault() {
            assertEquals(PROCESSORS, StartupFacts.carriers(name -> null, PROCESSORS));
        }

        @ParameterizedTest
        @CsvSource({"1, , 1", "8, , 8", ", 2, 2", ", 256, 4", "3, 2, 2", "3, 9, 3"})
        void areSetByProperties(String parallelism, String maxPoolSize, int expected) {
            assertEquals(expected, carriers(parallelism, maxPoolSize));
        }

        @ParameterizedTest
        @CsvSource({"two, ", "0, ", "-1, ", "2, many", "2, 0"})
        void areUnknownWherePropertiesAreGarbage(String parallelism, String maxPoolSize) {
            assertNull(carriers(parallelism, maxPoolSize));
        }

        private static Integer carriers(String parallelism, String maxPoolSize) {
            return StartupFacts.carriers(
                    name ->
                            switch (name) {
                                case "jdk.virtualThreadScheduler.parallelism" -> parallelism;
                                case "jdk.virtualThreadScheduler.maxPoolSize" -> maxPoolSize;
                                default -> null;
                            },
                    PROCESSORS);
        }

        @ParameterizedTest
        @CsvSource({", ", "1, ", "3, ", "5, 2", ", 1"})
        void areWhatTheSchedulerOfTheJdkHas(String parallelism, String maxPoolSize)
                throws Exception {
            String[] options =
                    CheckedProcess.options(parallelism, maxPoolSize, "-XX:ActiveProcessorCount=3");
            try (var child = ChildJvm.start(Map.of(), CheckedProcess.class, options)) {
                assertEquals(child.ask("scheduler"), child.ask("carriers"));
            }
        }
    }
}
