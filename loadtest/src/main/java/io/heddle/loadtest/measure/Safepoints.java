package io.heddle.loadtest.measure;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/// This JVM's safepoints. No supported interface tells them, so everything is null unless the JVM
/// was started with [JvmCounters#SAFEPOINT_FLAG].
final class Safepoints {
    private static final String RUNTIME = "sun.management:type=HotspotRuntime";

    // A server of its own, so that nothing appears on the platform's.
    private static final @Nullable MBeanServer BEANS = beans();

    private Safepoints() {}

    static @Nullable Long count() {
        return attribute("SafepointCount");
    }

    static @Nullable Long millis() {
        return attribute("TotalSafepointTime");
    }

    private static @Nullable Long attribute(String name) {
        if (BEANS == null) {
            return null;
        }
        try {
            return BEANS.getAttribute(new ObjectName(RUNTIME), name) instanceof Long value
                    ? value
                    : null;
        } catch (JMException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable MBeanServer beans() {
        var packageOfBeans = "sun.management";
        var here = Safepoints.class.getModule();
        if (!ManagementFactory.class.getModule().isExported(packageOfBeans, here)) {
            return null;
        }
        try {
            var server = MBeanServerFactory.newMBeanServer();
            server.createMBean(
                    packageOfBeans + ".HotspotInternal",
                    new ObjectName(packageOfBeans + ":type=HotspotInternal"));
            return server;
        } catch (JMException | RuntimeException e) {
            return null;
        }
    }
}
