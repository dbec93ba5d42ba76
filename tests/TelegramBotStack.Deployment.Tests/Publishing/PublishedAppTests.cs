using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Publishing;

public sealed class PublishedAppTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Files_are_split_by_how_often_they_change_and_those_for_other_machines_left_out()
    {
        Write("Bot.dll", "Bot.runtimeconfig.json", "Library.dll", "Package.dll", "de/Package.resources.dll",
            "runtimes/linux-x64/native/libe.so", "runtimes/win-x64/native/e.dll", "runtimes/linux-arm64/native/libe.so", "appsettings.json");
        WriteRuntimes("""{ "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } }""");
        File.WriteAllText(Path.Combine(directory.Path, "Bot.deps.json"), """
            {
              "targets": { ".NETCoreApp,Version=v10.0": {
                "Bot/1.0.0": { "runtime": { "Bot.dll": {} } },
                "Library/1.0.0": { "runtime": { "Library.dll": {} } },
                "Package/2.0.0": {
                  "runtime": { "lib/net10.0/Package.dll": {} },
                  "resources": { "lib/net10.0/de/Package.resources.dll": { "locale": "de" } },
                  "runtimeTargets": { "runtimes/linux-x64/native/libe.so": { "rid": "linux-x64", "assetType": "native" } }
                } } },
              "libraries": { "Bot/1.0.0": { "type": "project" }, "Library/1.0.0": { "type": "project" }, "Package/2.0.0": { "type": "package" } }
            }
            """);

        var app = PublishedApp.Read(directory.Path, "amd64", "Bot.dll");

        Names(app.Packages).ShouldBe(["Package.dll", "de/Package.resources.dll", "runtimes/linux-x64/native/libe.so"]);
        Names(app.Projects).ShouldBe(["Library.dll"]);
        Names(app.App).ShouldBe(["Bot.deps.json", "Bot.dll", "Bot.runtimeconfig.json", "appsettings.json"]);
    }

    [Theory]
    [InlineData("""{ "framework": { "name": "Microsoft.NETCore.App" } }""", SandboxSettings.RuntimeImage)]
    [InlineData("""{ "framework": { "name": "Microsoft.AspNetCore.App" } }""", SandboxSettings.AspNetCoreImage)]
    [InlineData("""{ "frameworks": [ { "name": "Microsoft.NETCore.App" }, { "name": "Microsoft.AspNetCore.App" } ] }""", SandboxSettings.AspNetCoreImage)]
    public void A_bot_that_needs_ASP_NET_Core_runs_on_its_image_unless_another_is_set(string options, string image)
    {
        Write("Bot.dll");
        WriteRuntimes(options);
        File.WriteAllText(Path.Combine(directory.Path, "Bot.deps.json"), """{ "targets": {}, "libraries": {} }""");

        var app = PublishedApp.Read(directory.Path, "amd64", "Bot.dll");

        app.BaseImageFor(SandboxSettings.RuntimeImage).ShouldBe(image);
        app.BaseImageFor("own/image:1").ShouldBe("own/image:1");
    }

    [Fact]
    public async Task The_same_files_have_the_same_hash_and_make_the_same_build_context()
    {
        Write("a.dll", "b.dll");
        PublishedFile[] files = [File_("a.dll"), File_("b.dll")];

        FileSet.Of(files).Hash.ShouldBe(FileSet.Of(files.Reverse()).Hash);
        var first = await BuildContext.PackAsync("FROM x", files, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(files[0].Path, DateTime.UnixEpoch);
        var second = await BuildContext.PackAsync("FROM x", files, TestContext.Current.CancellationToken);
        second.ToArray().ShouldBe(first.ToArray());

        await File.WriteAllTextAsync(files[0].Path, "other", TestContext.Current.CancellationToken);
        FileSet.Of(files).Hash.ShouldNotBe(FileSet.Of([File_("b.dll")]).Hash);
    }

    [Fact]
    public void Texts_that_only_join_to_the_same_have_different_hashes() =>
        ContentHash.Of("ab", "c").ShouldNotBe(ContentHash.Of("a", "bc"));

    private void WriteRuntimes(string options) => File.WriteAllText(
        Path.Combine(directory.Path, "Bot.runtimeconfig.json"), $$"""{ "runtimeOptions": {{options}} }""");

    private static IEnumerable<string> Names(FileSet files) => files.Files.Select(file => file.RelativePath);

    private PublishedFile File_(string name) => new(name, Path.Combine(directory.Path, name));

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(directory.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }
    }
}
