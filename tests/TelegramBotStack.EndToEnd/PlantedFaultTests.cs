using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class PlantedFaultTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_names_the_right_one_first_of_faults_in_the_repository_and_on_the_way_to_the_host()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var late = await SkewedTelegram.StartAsync(telegram, TimeSpan.FromHours(-1));
        var token = telegram.Token;
        await using var disk = await SmallDisk.MakeAsync(megabytes: 1);
        await Planted("nothing", null, _ => { });
        await Planted("an SDK that is not here", "TBS9040", r => r.Write("global.json", """{ "sdk": { "version": "99.0.100" } }"""));
        await Planted("no deploy.yaml", "TBS1001", r => r.Delete("deploy.yaml"));
        await Planted("a misspelt key", "TBS1002", r => r.Configure(text => text + "netwrok: host\n"));
        await Planted("a broken overlay", "TBS1002", r => r.Write("deploy.staging.yaml", "resources:\n  memory: lots\n"));
        await Planted(".env not ignored", "TBS9045", r => r.Write(".gitignore", "token.txt\ndata/\n.nuke/temp/\n"));
        await Planted("a tracked key", "TBS9046", r => r.Git("add", "--force", r.Write("server.key", "-----BEGIN")));
        await Planted("a token in the source", "TBS9047", r => r.Write("src.cs", $"var token = \"{token}\";"));
        await Planted("a file that others can read", "TBS9049", r => r.Run("chmod", "604", r.Write(".env", "A=b")));
        await Planted("a secret that is nowhere", "TBS1004", r => r.Delete("token.txt"));
        await Planted("no token", "TBS1110", r => r.Configure(text => text.Replace("BOT_TOKEN:", "OTHER:", StringComparison.Ordinal)));
        await Planted("half a token", "TBS1109", r => r.Write("token.txt", token[..6]));
        await Planted("one token for two environments", "TBS4017", r => r.Write("deploy.staging.yaml", "bot:\n  name: other-bot\n"));
        await Planted("a host without an address", "TBS2001", r => r.Configure(text => text.Replace(
            $"address: {host.Address}", "address: no-such-host.invalid", StringComparison.Ordinal)));
        await Planted("a closed port", "TBS2002", r => r.Configure(text => text.Replace(
            $"port: {host.Port}", $"port: {RefusedDeploymentTests.ClosedPort()}", StringComparison.Ordinal)));
        await Planted("the wrong key", "TBS2004", r => r.Configure(text => text.Replace(host.KeyFile, r.MakeKey("stranger"), StringComparison.Ordinal)));
        await Planted("no key", "TBS2005", r => r.Configure(text => text.Replace(host.KeyFile, "/no/such/key", StringComparison.Ordinal)));
        await Planted("a host that was never met", "TBS2008", r => r.Delete("deploy.known_hosts"));
        await Planted("a host with another key", "TBS2009", r => r.Write(
            "deploy.known_hosts", $"[{host.Address}]:{host.Port} {string.Join(' ', File.ReadAllText(r.MakeKey("other") + ".pub").Split(' ')[..2])}\n"));
        await Planted("no Docker Engine", "TBS2014", r => r.Configure(text => text.Replace(host.DockerSocket, "/run/no-docker-here.sock", StringComparison.Ordinal)));
        await Planted("a full disk", "TBS9020", r => r.Configure(text => text.Replace(host.StateDirectory, disk.Path, StringComparison.Ordinal)));
        await Planted("a host's clock an hour off", "TBS9023", r => r.Configure(text => text.Replace(telegram.BaseUrl, late.BaseUrl, StringComparison.Ordinal)));
        await Planted("a token nobody knows", "TBS4010", r => r.Write("token.txt", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        var warned = await Planted("a token in the history", null, r =>
        {
            r.Write("src.cs", token);
            r.Commit();
            r.Delete("src.cs");
            r.Commit();
        });
        warned.Checks.ShouldContain(check => check.Code == "TBS9048" && check.State == CheckState.Warning);

        async Task<DoctorReport> Planted(string fault, string? code, Action<FaultyRepository> plant)
        {
            using var repository = new FaultyRepository(host, telegram);
            plant(repository);
            var report = await Finds(repository, fault, code);
            report.Problems.ShouldBe(code is null ? 0 : 1, $"{fault}: its consequences are not named beside it\n{Text(report)}");
            return report;
        }
    }

    [Fact]
    public async Task Doctor_names_the_right_one_first_of_faults_on_the_host_in_the_bot_and_at_Telegram_and_mends_what_is_safe()
    {
        var host = await sandbox.HostAsync();
        var docker = new SandboxDocker(host);
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var repository = new FaultyRepository(host, telegram, "obedient");
        await using var disk = await SmallDisk.MakeAsync(megabytes: 8);
        await disk.HoldDataOf(repository.Bot, docker);
        repository.Write("new-file.txt", "");
        repository.Configure(text => text + "alerts:\n  chat: 4242\n");
        (await repository.Bot.DeployUp()).ShouldEndWith(0).Screen.ShouldContain("with uncommitted changes");
        var state = Path.Combine(host.StateDirectory, repository.Name);
        var container = await docker.ContainerOf(repository.Bot);
        var ada = telegram.CreateUser("Ada");
        using var client = new HttpClient { BaseAddress = new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/") };

        var healthy = await Finds(repository, "nothing", null);
        healthy.Checks.ShouldContain(check => check.Check == "health" && check.State == CheckState.Ok);

        repository.Commit();
        var (exitCode, shown) = await Run(repository);
        exitCode.ShouldBe(0, "warnings do not count");
        shown.ShouldContain("TBS9014");
        shown.ShouldContain("No problem");

        await docker.Run("rm", "-f", await docker.Run("ps", "-aq", "--filter", $"label=botstack.watcher-of={repository.Name}"));
        await Warns(repository, "nobody who watches", "TBS9018");

        await docker.Run("update", "--restart=no", container);
        await Finds(repository, "no restart policy", "TBS9015");
        var mended = await Doctor.RunAsync(repository.Request with { Fix = true }, TimeProvider.System, Cancellation);
        mended.Problems.ShouldBe(0, "it is looked at again after the mending");
        mended.Checks.ShouldContain(check => check.Check == "health" && check.Fixed != null);
        (await docker.Run("inspect", "--format", "{{.HostConfig.RestartPolicy.Name}}", container)).ShouldBe("unless-stopped");

        var memory = await File.ReadAllTextAsync(Path.Combine(state, "state.json"), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(state, "state.json"), memory[..100], Cancellation);
        await Finds(repository, "a damaged memory of releases", "TBS4002");
        var journal = JsonNode.Parse(memory)!;
        journal["journal"] = JsonNode.Parse("""{ "release": "20260101T000000Z-abcdef", "step": "Upload", "by": "eve@laptop", "at": "2026-01-01T00:00:00Z" }""");
        await File.WriteAllTextAsync(Path.Combine(state, "state.json"), journal.ToJsonString(), Cancellation);
        using (var deployer = Process.Start("flock", [Path.Combine(state, "lock"), "sleep", "60"]))
        {
            await Warns(repository, "somebody who deploys", "TBS9028");
            deployer.Kill(entireProcessTree: true);
            await deployer.WaitForExitAsync(Cancellation);
        }

        (await Warns(repository, "a deployment that was cut off", "TBS9017")).Found.ShouldContain("eve@laptop");
        await File.WriteAllTextAsync(Path.Combine(state, "state.json"), memory, Cancellation);

        await SmallDisk.Run("mount", "--bind", state, state);
        await SmallDisk.Run("mount", "-o", "remount,bind,ro", state);
        await Finds(repository, "a state directory that cannot be written", "TBS9027");
        await SmallDisk.Run("umount", state);

        var sleeper = await docker.Run(
            "run", "-d", "--network", "none", "-e", $"BOT_TOKEN={telegram.Token}", "-v", "/bin/sleep:/sleep:ro", "--entrypoint", "/sleep",
            TelegramBotStack.Deployment.Sandbox.SandboxSettings.RuntimeImage, "600");
        await Finds(repository, "another container with the token", "TBS4014");
        await docker.Run("rm", "-f", sleeper);

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var polling = PollAsync(client, stop.Token);
            await FindsSoon(repository, "another program that polls", "TBS4016");
            await stop.CancelAsync();
            await polling;
        }

        await ada.Send("fill the disk");
        await FindsSoon(repository, "a full data disk", "TBS9007");
        await ada.Send("free the disk");
        await FindsSoon(repository, "nothing, once there is room", null);

        (await client.GetAsync(new Uri("setWebhook?url=https://elsewhere.example/hook", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();
        await FindsSoon(repository, "a webhook of somebody else", "TBS4015");
        (await client.GetAsync(new Uri("deleteWebhook", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode();

        await docker.Run("stop", container);
        await Finds(repository, "a stopped container", "TBS9006");
        await docker.Run("start", container);

        await ada.Send("crash for ever");
        await FindsSoon(repository, "a crash loop", "TBS9002");
        File.Delete(Path.Combine(disk.Path, "crash-for-ever"));
        await FindsSoon(repository, "nothing, once it does not crash", null);

        telegram.RevokeToken();
        for (var look = 0; look < 5; look++)
        {
            await Finds(repository, "a revoked token, while the bot polls, ends and is started again", "TBS4010");
        }

        (exitCode, shown) = await Run(repository);
        exitCode.ShouldBe(1);
        shown.ShouldContain("first: TBS4010");

        await docker.Run("rm", "-f", container);
        await Finds(repository, "a container that is gone", "TBS4011");
        (await repository.Bot.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static async Task<(int ExitCode, string Screen)> Run(FaultyRepository repository)
    {
        var run = await repository.Bot.Run("Doctor");
        return (run.ExitCode, run.Output);
    }

    private async Task<DoctorReport> Finds(FaultyRepository repository, string fault, string? code)
    {
        var report = await Doctor.RunAsync(repository.Request, TimeProvider.System, Cancellation);
        Write(fault, report);
        report.First?.Code.ShouldBe(code, $"{fault}:\n{Text(report)}");
        (report.First is null).ShouldBe(code is null, $"{fault}:\n{Text(report)}");
        Text(report).ShouldNotContain(repository.Secret);
        return report;
    }

    private async Task<CheckResult> Warns(FaultyRepository repository, string fault, string code)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var report = await Finds(repository, fault, null);
            if (report.Checks.FirstOrDefault(check => check.Code == code) is { } found)
            {
                found.State.ShouldBe(CheckState.Warning);
                return found;
            }

            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30), $"{fault}:\n{Text(report)}");
        }
    }

    private async Task FindsSoon(FaultyRepository repository, string fault, string? code)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var report = await Doctor.RunAsync(repository.Request, TimeProvider.System, Cancellation);
            if (report.First?.Code == code)
            {
                Write(fault, report);
                return;
            }

            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(90), $"{fault}:\n{Text(report)}");
        }
    }

    private void Write(string fault, DoctorReport report) =>
        output.WriteLine($"{fault}: {report.First?.Code ?? "no problem"} {report.First?.Found} ({report.Seconds:0.0} s)");

    private static string Text(DoctorReport report)
    {
        var text = new StringBuilder();
        foreach (var check in report.Checks)
        {
            text.AppendLine($"{check.State} {check.Category} {check.Check}: {check.Code} {check.Found} {check.Mend}");
        }

        return text.ToString();
    }

    private static async Task PollAsync(HttpClient client, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("getUpdates?timeout=1", UriKind.Relative), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
