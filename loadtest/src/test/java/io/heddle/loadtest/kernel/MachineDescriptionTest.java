package io.heddle.loadtest.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineDescriptionTest {
    private static final String TWO_THREADS_ON_ONE_CORE =
            """
            processor	: 0
            model name	: Some CPU @ 3.00GHz
            physical id	: 0
            core id		: 0
            flags		: fpu vme hypervisor

            processor	: 1
            model name	: Some CPU @ 3.00GHz
            physical id	: 0
            core id		: 0
            flags		: fpu vme hypervisor
            """;

    @TempDir private Path root;

    @Test
    void describesProcessors() throws Exception {
        var files =
                new RecordedFiles(root)
                        .with("proc/cpuinfo", TWO_THREADS_ON_ONE_CORE)
                        .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n")
                        .with("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n")
                        .files();

        var processors = Processors.read(files);

        assertEquals(
                new Processors("Some CPU @ 3.00GHz", 2, 1, "powersave", true, true), processors);
        assertTrue(processors.multithreaded());
        assertFalse(Processors.read(new KernelFiles(root.resolve("none"))).multithreaded());
    }

    @Test
    void readsTheLimitsOfBothKindsOfControlGroups() throws Exception {
        var newer =
                new RecordedFiles(root.resolve("newer"))
                        .with("proc/self/cgroup", "0::/some/group\n")
                        .with("sys/fs/cgroup/some/group/cpu.max", "150000 100000\n")
                        .with("sys/fs/cgroup/some/group/memory.max", "max\n");
        var older =
                new RecordedFiles(root.resolve("older"))
                        .with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
                        .with("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
                        .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824\n");

        assertEquals(new ControlGroup(1.5, null), ControlGroup.read(newer.files()));
        assertEquals(new ControlGroup(null, 1L << 30), ControlGroup.read(older.files()));
    }

    @Test
    void readsLimits() throws Exception {
        var files =
                new RecordedFiles(root)
                        .with(
                                "proc/self/limits",
                                """
                                Limit                     Soft Limit           Hard Limit           Units
                                Max processes             96365                96365                processes
                                Max open files            1024                 unlimited            files
                                """)
                        .with("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
                        .files();

        assertEquals(new Descriptors(1024, Long.MAX_VALUE), Descriptors.read(files).orElseThrow());
        assertEquals(28_232, PortRange.read(files).orElseThrow().size());
    }
}
