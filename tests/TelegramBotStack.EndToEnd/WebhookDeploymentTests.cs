using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class WebhookDeploymentTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_bot_with_a_webhook_is_deployed_updated_and_turned_to_polling_and_nothing_is_lost()
    {
        await using var telegram = await TelegramSimulator.StartAsync(
            new TelegramSimulatorOptions { IsLocalServer = true, CallsKept = int.MaxValue }, TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var port = FindPort();
        Configure(repository, version: 1, port);
        (await repository.DeployUp()).ShouldEndWith(0);

        var load = telegram.StartLoad(users: 20, updatesPerSecond: 20);
        Configure(repository, version: 2, port);
        (await repository.DeployUp()).ShouldEndWith(0);
        telegram.Statistics.Polls.ShouldBe(0, "it never polled");
        Configure(repository, version: 3, port: null);
        telegram.Faults.Plan(Fault.Delay(TimeSpan.FromSeconds(1)), method: "deleteWebhook");
        (await repository.DeployUp()).ShouldEndWith(0);

        var report = await load.StopAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        output.WriteLine(report.ToString());
        report.Lost.ShouldBe(0);
        report.Doubled.ShouldBe(0);
        telegram.Statistics.Polls.ShouldBeGreaterThan(0, "it polls now");
        telegram.Calls.Count(call => call.Method == "setWebhook").ShouldBe(1, "the second release took the webhook over as it was");
    }

    /// <summary>The webhook's port is on the host's network, as is the simulator that sends to it.</summary>
    private static void Configure(BotRepository repository, int version, int? port) => repository.Configure(
        version: version,
        project: BotRepository.WebBotProject,
        edit: text => port is null ? text : text.Replace(
            "environment:\n",
            $"environment:\n  BOTSTACK_WEBHOOK_URL: http://127.0.0.1:{port}/telegram\n  BOTSTACK_WEBHOOK_PORT: \"{port}\"\n",
            StringComparison.Ordinal));

    private static int FindPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
