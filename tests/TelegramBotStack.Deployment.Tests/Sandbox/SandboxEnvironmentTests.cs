using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Sandbox;

public sealed class SandboxEnvironmentTests : IDisposable
{
    private static readonly string Key = Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. new byte[32]]);

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Pins => Path.Combine(directory.Path, "deploy.known_hosts");

    public SandboxEnvironmentTests()
    {
        Write("Bot.csproj", "<Project />");
        Write("deploy.yaml", "bot:\n  name: my-bot\n  project: Bot.csproj\nhost:\n  address: server.example.org\n");
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_sandbox_is_an_environment_that_deploys_to_it_and_is_gone_with_it()
    {
        Write("deploy.known_hosts", $"server.example.org ssh-ed25519 {Key}\n");
        var environment = SandboxEnvironment.Of(directory.Path, Sandbox(port: 2201))!;

        (await environment.WriteAsync(Stop)).ShouldBeTrue();

        var settings = await DeployFile.LoadAsync(directory.Path, environment.Name, Stop);
        environment.Name.ShouldBe("sandbox");
        (settings.Host.Address, settings.Host.Port, settings.Network).ShouldBe(("127.0.0.1", 2201, ContainerNetwork.Host));
        settings.Host.Key.ShouldEndWith("id_ed25519");
        File.ReadAllText(Pins).ShouldContain("[127.0.0.1]:2201 ssh-ed25519 ");

        await environment.RemoveAsync(Stop);

        File.Exists(environment.FilePath).ShouldBeFalse();
        File.ReadAllText(Pins).ShouldBe($"server.example.org ssh-ed25519 {Key}\n");
    }

    [Fact]
    public async Task What_a_person_added_stays_when_the_sandbox_comes_back_elsewhere_and_when_it_ends()
    {
        var first = SandboxEnvironment.Of(directory.Path, Sandbox(port: 2201))!;
        await first.WriteAsync(Stop);
        await first.RemoveAsync(Stop);
        File.Exists(Pins).ShouldBeFalse();
        await first.WriteAsync(Stop);
        await File.AppendAllTextAsync(first.FilePath, "environment:\n  GREETING: Hello\n", Stop);

        var second = SandboxEnvironment.Of(directory.Path, Sandbox(port: 2202))!;
        (await second.WriteAsync(Stop)).ShouldBeTrue();

        var settings = await DeployFile.LoadAsync(directory.Path, second.Name, Stop);
        settings.Host.Port.ShouldBe(2202);
        settings.Variables["GREETING"].ShouldBe("Hello");
        await second.RemoveAsync(Stop);
        File.ReadAllText(second.FilePath).ShouldContain("GREETING: Hello");
    }

    [Fact]
    public async Task A_file_that_cannot_be_changed_safely_is_left_as_it_is()
    {
        Write("deploy.sandbox-second.yaml", "host: { address: elsewhere.example.org }\n");
        var environment = SandboxEnvironment.Of(directory.Path, Sandbox(port: 2201, "second"))!;

        (await environment.WriteAsync(Stop)).ShouldBeFalse();

        File.ReadAllText(environment.FilePath).ShouldBe("host: { address: elsewhere.example.org }\n");
        File.Exists(Pins).ShouldBeFalse();
    }

    [Fact]
    public void Where_nothing_is_deployed_from_there_is_none()
    {
        File.Delete(Path.Combine(directory.Path, "deploy.yaml"));

        SandboxEnvironment.Of(directory.Path, Sandbox(port: 2201)).ShouldBeNull();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(directory.Path, file), text);

    // One that is not up: what is written of it is all that counts here.
    private SandboxHost Sandbox(int port, string name = "default")
    {
        var paths = new SandboxPaths(Path.Combine(directory.Path, "sandboxes"), name);
        Directory.CreateDirectory(paths.Root);
        new SandboxState { Port = port }.Write(paths);
        File.WriteAllText(paths.KnownHosts, $"[127.0.0.1]:{port} ssh-ed25519 {Key}\n");
        return SandboxHost.Find(paths.Parent).Single(sandbox => sandbox.Name == name);
    }
}
