using System.Diagnostics;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class ForeignConsumerTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_program_elsewhere_that_polls_with_the_token_is_found_and_explained()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure(window: "20s");
        await using (Foreign.Start(telegram))
        {
            var first = (await repository.DeployUp()).ShouldEndWith(1);
            first.Json.GetProperty("code").GetString().ShouldBe("TBS4016");
            first.Json.GetProperty("mend").GetString().ShouldNotBeNull().ShouldContain("/revoke");
        }

        repository.Configure();
        var release = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        repository.Configure(version: 2);
        await using (Foreign.Start(telegram))
        {
            while ((await StatusAsync(repository)).GetProperty("lastError") is not { ValueKind: System.Text.Json.JsonValueKind.Object })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            }

            (await repository.DeployUp()).ShouldEndWith(5).Json.GetProperty("code").GetString().ShouldBe("TBS4016");
        }

        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0)
            .Json.GetProperty("active").GetProperty("id").GetString().ShouldBe(release);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_service_on_the_host_that_has_the_token_is_found_before_anything_is_changed()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        using var service = new Service(telegram.Token);

        var refused = (await repository.DeployUp()).ShouldEndWith(5);

        refused.Json.GetProperty("code").GetString().ShouldBe("TBS4014");
        refused.Json.GetProperty("cause").GetString().ShouldNotBeNull().ShouldContain(service.Name);
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances").GetArrayLength().ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static async Task<System.Text.Json.JsonElement> StatusAsync(BotRepository repository) =>
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances")[0].GetProperty("status");

    /// <summary>A program that polls with the bot's token and knows nothing of ours.</summary>
    private sealed class Foreign : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private Task polling = Task.CompletedTask;

        public static Foreign Start(TelegramSimulator telegram)
        {
            var foreign = new Foreign();
            foreign.polling = foreign.PollAsync(new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?timeout=10"));
            return foreign;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await polling;
            stop.Dispose();
        }

        private async Task PollAsync(Uri address)
        {
            using var client = new HttpClient();
            try
            {
                while (true)
                {
                    using var answer = await client.GetAsync(address, stop.Token);
                    await Task.Delay(TimeSpan.FromMilliseconds(300), stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }
        }
    }

    /// <summary>A process with the token in its environment, in the control group that systemd would give a service.</summary>
    private sealed class Service : IDisposable
    {
        private static readonly string Root = Directory.Exists("/sys/fs/cgroup/systemd") ? "/sys/fs/cgroup/systemd" : "/sys/fs/cgroup";
        private readonly string group;
        private readonly Process process;

        public Service(string token)
        {
            Name = $"echo-{Guid.NewGuid().ToString("N")[..8]}.service";
            group = Directory.CreateDirectory(Path.Combine(Root, Name)).FullName;
            var start = new ProcessStartInfo("sleep", ["600"]);
            start.Environment["BOT_TOKEN"] = token;
            process = Process.Start(start)!;
            File.WriteAllText(Path.Combine(group, "cgroup.procs"), $"{process.Id}");
        }

        public string Name { get; }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            Directory.Delete(group);
        }
    }
}
