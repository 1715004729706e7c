package io.heddle.samples;

import io.heddle.samples.chat.ChatSample;
import io.heddle.samples.dns.DnsSample;
import io.heddle.samples.echo.EchoSample;
import io.heddle.samples.fanout.FanoutSample;
import io.heddle.samples.hello.HelloSample;
import io.heddle.samples.http.HttpSample;
import io.heddle.samples.ping.PingArguments;
import io.heddle.samples.ping.PingSample;
import io.heddle.samples.proxy.ProxySample;
import io.heddle.samples.showcase.ShowcaseSample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs a sample: `java -jar heddle-samples.jar NAME [OPTIONS]`.
public final class Main {

    private static final Map<String, Sample> SAMPLES =
            new TreeMap<>(
                    Map.of(
                            "chat", ChatSample::run,
                            "dns", DnsSample::run,
                            "echo", EchoSample::run,
                            "fanout", FanoutSample::run,
                            "hello", HelloSample::run,
                            "http", HttpSample::run,
                            "ping", PingSample::run,
                            "proxy", ProxySample::run,
                            "showcase", ShowcaseSample::run));

    private Main() {}

    /// Runs a sample and ends the process with its exit code.
    ///
    /// @param arguments the name of a sample, then its options
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// Runs a sample until it ends.
    ///
    /// @return 0 if all went well, 1 if the network did not play along, 2 for a wrong argument
    static int run(String[] arguments) {
        try {
            return sample(arguments).run(options(arguments));
        } catch (UsageException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        }
    }

    private static Sample sample(String[] arguments) {
        String names = String.join(", ", SAMPLES.keySet());
        if (arguments.length == 0) {
            throw new UsageException("name a sample: " + names);
        }
        Sample sample = SAMPLES.get(arguments[0]);
        if (sample == null) {
            throw new UsageException("sample must be one of " + names + ", was " + arguments[0]);
        }
        return sample;
    }

    private static Options options(String[] arguments) {
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        return arguments[0].equals("ping") ? PingArguments.parse(rest) : Options.parse(rest);
    }
}
