using System.Net.Sockets;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

public sealed class SshLoginTests(SandboxFixture sandboxes) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_key_the_host_does_not_know_is_refused_and_named()
    {
        var settings = await sandboxes.SettingsAsync();
        await KeyAsync("stranger");

        var error = await FailsAsync(settings with { KeyFile = directory["stranger"] });

        error.Code.ShouldBe("TBS2004");
        error.Message.ShouldContain(directory["stranger"]);
    }

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    public async Task A_key_in_a_variable_logs_in_and_is_not_handed_on(string lineEnd, string end)
    {
        await KeyAsync("key");
        await using var server = await ServerAsync("key");
        var variable = $"BOTSTACK_SSH_KEY_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, (await File.ReadAllTextAsync(directory["key"], Stop)).Trim().ReplaceLineEndings(lineEnd) + end);
        var settings = server.Settings with { KeyFile = directory["none"], KeyVariable = variable };

        await (await SshHost.ConnectAsync(settings, new SshPrompts(), Stop)).DisposeAsync();

        Environment.GetEnvironmentVariable(variable).ShouldBeNull();
        await (await SshHost.ConnectAsync(settings, new SshPrompts(), Stop)).DisposeAsync();
    }

    [Fact]
    public async Task A_key_file_that_is_missing_is_named()
    {
        var error = await FailsAsync((await sandboxes.SettingsAsync()) with { KeyFile = directory["none"] });

        (error.Code, error.ExitCode).ShouldBe(("TBS2005", ExitCode.BadUsage));
        error.Message.ShouldContain(directory["none"]);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0X5DqZcJYjY7ZKk4hCmT7gqk5vJ0x0d3m3y0l0d3m3 public")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")]
    public async Task A_key_file_that_holds_no_private_key_is_named(string content)
    {
        await File.WriteAllTextAsync(directory["key"], content, Stop);

        (await FailsAsync((await sandboxes.SettingsAsync()) with { KeyFile = directory["key"] })).Code.ShouldBe("TBS2006");
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task A_key_with_a_passphrase_asks_for_it(string type)
    {
        await KeyAsync("key", "-t", type, "-N", "open sesame");
        await using var server = await ServerAsync("key");
        var settings = server.Settings with { KeyFile = directory["key"] };

        (await FailsAsync(settings)).Code.ShouldBe("TBS2007");
        var wrong = await FailsAsync(settings, new SshPrompts { Passphrase = (_, _) => Task.FromResult<string?>("open barley") });
        wrong.Code.ShouldBe("TBS2007");
        $"{wrong}".ShouldNotContain("open barley");
        var right = new SshPrompts { Passphrase = (_, _) => Task.FromResult<string?>("open sesame") };
        await (await SshHost.ConnectAsync(settings, right, Stop)).DisposeAsync();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task A_key_in_an_agent_logs_in(string type)
    {
        await KeyAsync("key", "-t", type);
        await using var server = await ServerAsync("key");
        await using var agent = await StartAgentAsync();
        await agent.AddAsync(directory["key"]);
        File.Delete(directory["key"]);
        File.Delete(directory["key.pub"]);

        await using var host = await SshHost.ConnectAsync(
            server.Settings with { KeyFile = null, UseAgent = true, AgentSocket = agent.Socket }, null, Stop);

        (await host.RunAsync(new HostCommand("echo in"), Stop)).Output.ShouldBe("in\n");
    }

    [Fact]
    public async Task A_named_key_with_a_passphrase_is_used_from_the_agent_without_asking()
    {
        await KeyAsync("key");
        await using var server = await ServerAsync("key");
        await using var agent = await StartAgentAsync();
        await agent.AddAsync(directory["key"]);
        (await SystemTool.RunAsync("ssh-keygen", ["-p", "-P", "", "-N", "open sesame", "-f", directory["key"]], Stop)).ExitCode.ShouldBe(0);

        await (await SshHost.ConnectAsync(
            server.Settings with { KeyFile = directory["key"], UseAgent = true, AgentSocket = agent.Socket }, null, Stop)).DisposeAsync();
    }

    [Theory]
    [InlineData("PasswordAuthentication yes")]
    [InlineData("UsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no")]
    public async Task A_password_is_asked_for_when_no_key_opens(string authentication)
    {
        await using var server = await VariantSshd.StartAsync(
            await sandboxes.HostAsync(), directory, configuration => authentication + "\n" + configuration, "/bin/sh");
        await KeyAsync("stranger");
        var settings = server.Settings with { KeyFile = directory["stranger"] };

        (await FailsAsync(settings)).Code.ShouldBe("TBS2004");
        var wrong = await FailsAsync(settings, Answer("battery staple"));
        wrong.Code.ShouldBe("TBS2004");
        $"{wrong}".ShouldNotContain("battery staple");
        await using var host = await SshHost.ConnectAsync(settings, Answer(VariantSshd.Password), Stop);
        (await host.RunAsync(new HostCommand("id -u"), Stop)).Output.ShouldContain("54321");
    }

    [Fact]
    public async Task A_password_comes_from_the_named_variable()
    {
        await using var server = await VariantSshd.StartAsync(
            await sandboxes.HostAsync(), directory, configuration => "PasswordAuthentication yes\n" + configuration, "/bin/sh");
        await KeyAsync("stranger");
        var variable = $"BOTSTACK_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, VariantSshd.Password);

        await (await SshHost.ConnectAsync(
            server.Settings with { KeyFile = directory["stranger"], PasswordVariable = variable }, null, Stop)).DisposeAsync();

        Environment.GetEnvironmentVariable(variable).ShouldBeNull("what this process starts must not inherit it");
    }

    [Fact]
    public async Task With_a_password_as_the_way_to_log_in_no_key_is_tried()
    {
        // The sandbox would take the key; it takes no password.
        var sandbox = await sandboxes.SettingsAsync();
        var host = new HostSettings
        {
            Address = sandbox.Host,
            Port = sandbox.Port,
            User = sandbox.User,
            Key = sandbox.KeyFile,
            Auth = HostAuthentication.Password,
            KnownHosts = sandbox.KnownHostsFile,
        };

        var nobody = await Should.ThrowAsync<DeploymentException>(() => HostConnection.OpenAsync(host, SshPrompts.None, Stop));
        var refused = await Should.ThrowAsync<DeploymentException>(() => HostConnection.OpenAsync(host, Answer("anything"), Stop));

        nobody.Code.ShouldBe("TBS2017");
        refused.Code.ShouldBe("TBS2004");
        refused.Message.ShouldEndWith("Tried: password.");
        await (await HostConnection.OpenAsync(host with { Auth = HostAuthentication.Key }, SshPrompts.None, Stop)).DisposeAsync();
    }

    private static SshPrompts Answer(string password) => new() { Password = (_, _) => Task.FromResult<string?>(password) };

    private static Task<DeploymentException> FailsAsync(SshSettings settings, SshPrompts? prompts = null) =>
        Should.ThrowAsync<DeploymentException>(() => SshHost.ConnectAsync(settings, prompts, Stop));

    private async Task KeyAsync(string name, params string[] options) =>
        (await SystemTool.RunAsync("ssh-keygen", ["-q", "-N", "", "-f", directory[name], .. options], Stop)).ExitCode.ShouldBe(0);

    private async Task<VariantSshd> ServerAsync(string key)
    {
        var sandbox = await sandboxes.HostAsync();
        var keys = Path.Combine(Path.GetDirectoryName(sandbox.KeyFile)!, "authorized_keys");
        File.Copy(directory[key + ".pub"], directory["allowed"]);
        return await VariantSshd.StartAsync(
            sandbox, directory, configuration => configuration.Replace(keys, directory["allowed"]));
    }

    private async Task<KeyAgent> StartAgentAsync() => await KeyAgent.StartAsync(directory["agent.sock"], directory["agent.log"]);

    /// <summary>A real ssh-agent.</summary>
    private sealed class KeyAgent(OwnedProcess process, string socket) : IAsyncDisposable
    {
        public string Socket => socket;

        public static async Task<KeyAgent> StartAsync(string socket, string log)
        {
            var process = OwnedProcess.Start(log, SystemTool.Find("ssh-agent")!, "-D", "-a", socket);
            await Eventually.IsTrueAsync(() => Answers(socket), "the agent listens", Stop);
            return new KeyAgent(process, socket);
        }

        public async Task AddAsync(string key)
        {
            var (exitCode, _, error) = await SystemTool.RunAsync(
                "env", [$"SSH_AUTH_SOCK={socket}", "ssh-add", "-q", key], Stop);
            exitCode.ShouldBe(0, error);
        }

        public async ValueTask DisposeAsync() => await process.EndAsync(TimeSpan.FromSeconds(5));

        // The socket's file is there a moment before anybody listens on it.
        private static bool Answers(string path)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
