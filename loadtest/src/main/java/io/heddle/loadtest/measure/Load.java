package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.LoadClient;
import java.io.IOException;

/// The part of a load that a recorder needs; see [LoadClient].
interface Load {
    void start() throws IOException, InterruptedException;

    ClientSample sample() throws IOException, InterruptedException;

    ClientSample finish() throws IOException, InterruptedException;

    static Load of(LoadClient client) {
        return new Load() {
            @Override
            public void start() throws IOException, InterruptedException {
                client.start();
            }

            @Override
            public ClientSample sample() throws IOException, InterruptedException {
                return client.sample();
            }

            @Override
            public ClientSample finish() throws IOException, InterruptedException {
                return client.finish();
            }
        };
    }
}
