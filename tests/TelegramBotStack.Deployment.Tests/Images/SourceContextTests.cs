using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Images;

public sealed class SourceContextTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public SourceContextTests() => Write("Dockerfile", "FROM scratch");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Secrets_configuration_backups_and_local_data_are_never_sent_whatever_the_ignore_file_says()
    {
        string[] secret =
        [
            ".env", ".env.production", "sub/.env", ".git/config", "sub/.git", ".nuke/parameters.json", "deploy.yaml", "deploy.staging.yaml",
            "deploy.secrets.yaml", "deploy.known_hosts", "mine.botbackup", "keys/host_key", "token.txt",
            "data/.botstack/lease", "data/users.json",
        ];
        string[] sent = ["Dockerfile", ".dockerignore", "Makefile", "docker-compose.yml", "src/deploy.yaml", "src/main.py", "bin/start.js", "static/data/quotes.json"];
        Array.ForEach([.. secret, .. sent], path => Write(path, path));
        Write(".dockerignore", "!**\n!.env\n!deploy.yaml");

        (await FilesAsync()).ShouldBe(sent, ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_SDK_leaves_beside_a_project_is_left_out_unless_it_is_brought_back()
    {
        Write("src/Bot.csproj", "");
        Write("src/bin/Release/Bot.dll", "");
        Write("src/obj/project.assets.json", "");
        (await FilesAsync()).ShouldBe(["Dockerfile", "src/Bot.csproj"], ignoreOrder: true);

        Write(".dockerignore", "*\n!src/bin/Release");
        (await FilesAsync()).ShouldBe([".dockerignore", "Dockerfile", "src/bin/Release/Bot.dll"], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_is_sent_counts_as_a_change()
    {
        Write(".dockerignore", "*.log");
        Write("main.py", "1");
        var before = (await ReadAsync()).Hash;
        Write("noise.log", "noise");
        File.SetLastWriteTimeUtc(Path.Combine(directory.Path, "main.py"), DateTime.UnixEpoch);
        (await ReadAsync()).Hash.ShouldBe(before);
        Write("main.py", "2");
        (await ReadAsync()).Hash.ShouldNotBe(before);
    }

    [Fact]
    public async Task Links_are_sent_as_links_and_never_followed()
    {
        var outside = Directory.CreateTempSubdirectory("botstack outside ");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret"), "secret", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(directory.Path, "linked"), outside.FullName);

        var link = (await ReadAsync()).Entries.Single(entry => entry.Path.StartsWith("linked", StringComparison.Ordinal));

        link.Kind.ShouldBe(ContextEntryKind.Link);
        link.LinkTarget.ShouldBe(outside.FullName);
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task A_Dockerfile_with_an_ignore_file_of_its_own_keeps_to_that()
    {
        Write("deploy/Bot.Dockerfile", "FROM scratch");
        Write("deploy/Bot.Dockerfile.dockerignore", "*\n!main.py");
        Write("main.py", "");
        Write("other.py", "");

        var context = await SourceContext.ReadAsync(Settings("deploy/Bot.Dockerfile"), TestContext.Current.CancellationToken);

        context.Dockerfile.ShouldBe("deploy/Bot.Dockerfile");
        context.Entries.Where(entry => entry.Kind == ContextEntryKind.File).Select(entry => entry.Path)
            .ShouldBe(["deploy/Bot.Dockerfile", "deploy/Bot.Dockerfile.dockerignore", "main.py"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("image: { dockerfile: none }", null)]
    [InlineData("", "Dockerfile")]
    public async Task A_Dockerfile_in_the_root_is_taken_unless_it_is_refused(string image, string? dockerfile)
    {
        Write("Bot.csproj", "");
        Write("deploy.yaml", $"bot: {{ name: echo, project: Bot.csproj }}\nhost: local\n{image}\n");

        var settings = await DeployFile.LoadAsync(directory.Path, null, TestContext.Current.CancellationToken);

        settings.Dockerfile.ShouldBe(dockerfile is null ? null : Path.Combine(directory.Path, dockerfile));
    }

    [Theory]
    [InlineData("image: { dockerfile: ../Dockerfile }", "deploy.yaml:3: image.dockerfile must be a file in the repository")]
    [InlineData("image: { dockerfile: missing }", "image.dockerfile must be a file in the repository")]
    [InlineData("image: { base: debian }", "image.base has no effect")]
    public async Task A_Dockerfile_that_cannot_be_is_told_with_its_line(string image, string problem)
    {
        Write("deploy.yaml", $"bot: {{ name: echo }}\nhost: local\n{image}\n");

        (await Should.ThrowAsync<DeploymentException>(() => DeployFile.LoadAsync(directory.Path, null, TestContext.Current.CancellationToken)))
            .Message.ShouldContain(problem);
    }

    private async Task<IEnumerable<string>> FilesAsync() =>
        (await ReadAsync()).Entries.Where(entry => entry.Kind == ContextEntryKind.File).Select(entry => entry.Path);

    private Task<SourceContext> ReadAsync() => SourceContext.ReadAsync(Settings("Dockerfile"), TestContext.Current.CancellationToken);

    private DeploySettings Settings(string dockerfile) => new()
    {
        Directory = directory.Path,
        Dockerfile = Path.Combine(directory.Path, dockerfile),
        Bot = new BotSettings("echo", ""),
        Host = new HostSettings
        {
            Address = "server.example.org",
            Key = Path.Combine(directory.Path, "keys", "host_key"),
            KnownHosts = Path.Combine(directory.Path, "deploy.known_hosts"),
        },
        Secrets = new Dictionary<string, SecretSource> { ["BOT_TOKEN"] = new FileSecret(Path.Combine(directory.Path, "token.txt")) },
    };

    private void Write(string path, string text)
    {
        var file = Path.Combine(directory.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
