using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class OneConnectionTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_deployment_opens_one_connection_and_makes_few_round_trips()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        await using var way = new CountingWay(host.Port);
        Configure(1);
        (await repository.DeployUp()).ShouldEndWith(0);
        way.Connections.ShouldBe(1);

        Configure(2);
        var update = (await repository.DeployUp()).ShouldEndWith(0).Json;
        var unchanged = (await repository.DeployUp()).ShouldEndWith(0).Json;

        way.Connections.ShouldBe(3, "one for each run");
        output.WriteLine($"{update.GetProperty("roundTrips")} round trips, unchanged {unchanged.GetProperty("roundTrips")}");
        update.GetProperty("roundTrips").GetInt64().ShouldBeLessThan(120);
        unchanged.GetProperty("roundTrips").GetInt64().ShouldBeLessThan(30);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        void Configure(int version)
        {
            repository.Configure(version: version, window: "500ms", edit: text => text.Replace($"port: {host.Port}", $"port: {way.Port}", StringComparison.Ordinal));
            File.WriteAllText(
                Path.Combine(repository.Directory, "deploy.known_hosts"),
                host.KnownHostsLine.Replace($":{host.Port} ", $":{way.Port} ", StringComparison.Ordinal) + "\n");
        }
    }

    /// <summary>Passes connections on to the host, and counts them.</summary>
    private sealed class CountingWay : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stop = new();
        private readonly Task accepting;
        private int connections;

        public CountingWay(int to)
        {
            listener.Start();
            accepting = AcceptAsync(to);
        }

        public string Port => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        public int Connections => connections;

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            listener.Dispose();
            await accepting;
            stop.Dispose();
        }

        private async Task AcceptAsync(int to)
        {
            var open = new List<Task>();
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync(stop.Token);
                    Interlocked.Increment(ref connections);
                    open.Add(PassAsync(client, to));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(open);
            }
        }

        private async Task PassAsync(TcpClient client, int to)
        {
            using var near = client;
            using var far = new TcpClient { NoDelay = true };
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, to, stop.Token);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stop.Token), far.GetStream().CopyToAsync(near.GetStream(), stop.Token));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // Either side has ended.
                return;
            }
        }
    }
}
