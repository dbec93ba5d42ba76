using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Setup;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Setup;

public sealed class HostSetupTests(SandboxFixture sandboxes, ITestOutputHelper output) : IDisposable
{
    // Holds apt's lock as another apt does: struct flock of Linux on 64 bits.
    private const string HoldLock = """
        perl -e 'use Fcntl; open(F, ">", "/var/lib/apt/lists/lock"); my $l = pack("ssx4qqix4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $l) or die; sleep 5'
        """;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_fresh_server_gets_Docker_and_a_user_for_it_without_a_question_and_a_second_run_changes_nothing()
    {
        await using var server = await FreshServer.StartAsync(await sandboxes.HostAsync(), directory, Stop);
        var person = Person(FreshServer.Password);
        var key = await SshKeySetup.RunAsync(server.Host, new SshKeyRequest { KeyFile = directory["key"] }, person, Stop);
        var host = server.Host with { Key = key.KeyFile, Auth = HostAuthentication.Key };
        var request = new HostSetupRequest { DeployUser = "botstack", LogLimit = "10m" };

        var plan = await SetUpAsync(host, request with { DryRun = true, SwapSize = "64m" }, SshPrompts.None);
        plan.Results.Select(result => result.State).ShouldAllBe(state => state == SetupState.Missing);
        (await server.RunAsync("command -v docker || id botstack 2>/dev/null || ls -d /var/lib/botstack 2>/dev/null || echo nothing", Stop)).Trim().ShouldBe("nothing");

        // A file of one's own makes dpkg ask which to keep, and somebody else installs at the same time.
        await server.RunAsync("""
            mkdir -p /etc/docker
            echo '# mine' >/etc/default/docker
            echo '{ "iptables": false, "ip6tables": false, "bridge": "none", "storage-driver": "vfs", "labels": ["owner=mine"] }' >/etc/docker/daemon.json
            """, Stop);
        await server.StartAsync(HoldLock, Stop);
        await InterruptAsync(host, request);
        var log = new RecordedLog();
        var silent = await Should.ThrowAsync<DeploymentException>(() => HostSetup.RunAsync(host, request, SshPrompts.None, log, Stop));
        output.WriteLine(string.Join('\n', log.Lines));
        log.Lines.ShouldContain(line => line.StartsWith("done Docker Engine: changed: Docker version") || line.StartsWith("done Docker Engine: right already"));
        (await server.RunAsync("dpkg --audit", Stop)).ShouldBeEmpty();
        (await server.RunAsync("cat /etc/default/docker", Stop)).Trim().ShouldBe("# mine");

        // Installed is not enough: in this container init cannot start it, and that is said.
        silent.Code.ShouldBe("TBS2035");
        silent.Message.ShouldContain("ulimit");

        await server.StartAsync("exec dockerd >/var/log/dockerd.log 2>&1", Stop);
        await server.RunAsync("for i in $(seq 60); do docker version >/dev/null 2>&1 && exit 0; sleep 0.5; done; tail -n 3 /var/log/dockerd.log >&2; exit 1", Stop);
        var first = await SetUpAsync(host, request, SshPrompts.None);
        States(first).ShouldBe(["Docker Engine Right", "Docker's service Right", "Log limit Changed", "User botstack Changed", "State directory Changed"]);
        var daemon = await server.RunAsync("cat /etc/docker/daemon.json", Stop);
        daemon.ShouldContain("owner=mine");
        daemon.ShouldContain("\"max-size\": \"10m\"");

        // The user can do what a deployment needs, and can do nothing else that root can.
        await using (var connection = await HostConnection.OpenAsync(host with { User = "botstack" }, SshPrompts.None, Stop))
        {
            var result = await connection.RunAsync(new HostCommand("docker info >/dev/null && mkdir -p /var/lib/botstack/echo && sudo -n true"), Stop);
            result.ExitCode.ShouldNotBe(0);
            result.Error.ShouldContain("password is required");
            (await connection.ListDirectoryAsync("/var/lib/botstack", Stop)).ShouldBe(["echo"]);
        }

        await server.RunAsync("touch /tmp/before", Stop);
        var second = await SetUpAsync(host, request, SshPrompts.None);
        second.Results.ShouldAllBe(result => result.State == SetupState.Right);
        (await server.RunAsync("find /etc /home /root /var/lib/botstack /usr -newer /tmp/before", Stop)).ShouldBeEmpty();
        (await server.RunAsync("wc -l </home/botstack/.ssh/authorized_keys", Stop)).Trim().ShouldBe("1");

        // A container has no swap of its own: nothing of it is left.
        var swap = await FailsAsync(host, request with { SwapSize = "64m" });
        swap.Code.ShouldBe("TBS2036");
        (await server.RunAsync("ls /swapfile 2>/dev/null; grep swap /etc/fstab || echo none", Stop)).Trim().ShouldBe("none");

        await TypedAsync(host);
        await BecomingRootIsFoundOutAsync(server, host, key);
    }

    // As docs/hosts.md and docs/providers.md show it; a container has no swap of its own.
    private async Task TypedAsync(HostSettings host)
    {
        await File.WriteAllTextAsync(directory["deploy.yaml"], $"""
            bot:
              name: echo
              project: Echo.csproj
            host:
              address: {host.Address}
              port: {host.Port}
              user: root
              key: {host.Key}

            """, Stop);
        await File.WriteAllTextAsync(directory["Echo.csproj"], "<Project />", Stop);
        File.Copy(host.KnownHosts, directory["deploy.known_hosts"]);
        Directory.CreateDirectory(directory[".nuke"]);

        (await TypeAsync("HostSetup", "--deploy-user", "botstack")).ShouldContain("is ready: all was right already");
        (await TypeAsync("HostSetup")).ShouldContain("is ready: all was right already");
        (await TypeAsync("HostSetup", "--swap-size", "1g")).ShouldContain("TBS2036");
        (await TypeAsync("HostSetup", "--deploy-user", "botstack", "--swap-size", "1g", "--log-limit", "10m")).ShouldContain("TBS2036");
    }

    private async Task<string> TypeAsync(params string[] command)
    {
        var build = Path.Combine(AppContext.BaseDirectory.Replace("TelegramBotStack.Deployment.Tests", "TelegramBotStack.TestBuild", StringComparison.Ordinal), "TelegramBotStack.TestBuild.dll");
        var (_, printed, error) = await SystemTool.RunAsync("dotnet", [build, .. command], Stop, directory.Path);
        output.WriteLine(printed + error);
        return printed + error;
    }

    // Ctrl-C in the middle of an installation, after another one was waited for.
    private async Task InterruptAsync(HostSettings host, HostSetupRequest request)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var log = new RecordedLog { OnLine = line => line.StartsWith("Setting up containerd") ? interrupt.CancelAsync() : Task.CompletedTask };
        await Should.ThrowAsync<OperationCanceledException>(() => HostSetup.RunAsync(host, request, SshPrompts.None, log, interrupt.Token));
        output.WriteLine(string.Join('\n', log.Lines));
        log.Lines.ShouldContain("Waiting for another apt to end");
    }

    private async Task BecomingRootIsFoundOutAsync(FreshServer server, HostSettings host, SshKeyReport key)
    {
        await server.RunAsync($"""
            useradd --create-home --shell /bin/bash ada
            echo 'ada:battery staple' | chpasswd
            install -d -m 700 -o ada -g ada /home/ada/.ssh
            echo '{key.PublicKey}' >/home/ada/.ssh/authorized_keys
            """, Stop);
        var ada = host with { User = "ada" };
        (await FailsAsync(ada, new HostSetupRequest(), Person("battery staple"))).Code.ShouldBe("TBS2032");

        await server.RunAsync("usermod -aG sudo ada", Stop);
        (await FailsAsync(ada, new HostSetupRequest())).Code.ShouldBe("TBS2031");
        var wrong = await FailsAsync(ada, new HostSetupRequest(), Person("correct battery"));
        wrong.Code.ShouldBe("TBS2032");
        $"{wrong}".ShouldNotContain("correct battery");
        States(await SetUpAsync(ada, new HostSetupRequest(), Person("battery staple"))).ShouldBe(
            ["Docker Engine Right", "Docker's service Right", "User ada Changed", "State directory LeftOut"]);

        await server.RunAsync("echo 'ada ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ada", Stop);
        States(await SetUpAsync(ada, new HostSetupRequest(), SshPrompts.None)).ShouldContain("User ada Right");

        await server.RunAsync("printf 'ID=plan9\\nPRETTY_NAME=\"Plan 9\"\\n' >/tmp/os; rm /etc/os-release; cp /tmp/os /etc/os-release", Stop);
        var unknown = await FailsAsync(host, new HostSetupRequest());
        (unknown.Code, unknown.Message.Contains("Plan 9")).ShouldBe(("TBS2030", true));
    }

    private async Task<HostSetupReport> SetUpAsync(HostSettings host, HostSetupRequest request, SshPrompts prompts)
    {
        var log = new RecordedLog();
        try
        {
            return await HostSetup.RunAsync(host, request, prompts, log, Stop);
        }
        finally
        {
            output.WriteLine(string.Join('\n', log.Lines));
        }
    }

    private static Task<DeploymentException> FailsAsync(HostSettings host, HostSetupRequest request, SshPrompts? prompts = null) =>
        Should.ThrowAsync<DeploymentException>(() => HostSetup.RunAsync(host, request, prompts ?? SshPrompts.None, new RecordedLog(), Stop));

    private static IEnumerable<string> States(HostSetupReport report) => report.Results.Select(result => $"{result.Name} {result.State}");

    private static SshPrompts Person(string password) => new()
    {
        AcceptHostKey = (_, _) => Task.FromResult(true),
        Password = (_, _) => Task.FromResult<string?>(password),
    };
}
