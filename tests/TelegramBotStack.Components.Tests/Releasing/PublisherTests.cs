using TelegramBotStack.Build.Publishing;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>Packages go to a feed once, all of them or, when it breaks down in the middle, the rest with the next run.</summary>
public sealed class PublisherTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public PublisherTests()
    {
        TinyPackage.Make(directory["made"], "A.Needs.B", "a", "B.Needs.C");
        TinyPackage.Make(directory["made"], "B.Needs.C", "b", "C", "Somebody.Elses");
        TinyPackage.Make(directory["made"], "C", "c");
        Directory.CreateDirectory(directory["feed"]);
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_dry_run_says_what_would_be_pushed_and_pushes_nothing()
    {
        var report = await Publish(directory["feed"], dryRun: true);

        report.Packages.Select(package => (package.Id, package.State)).ShouldBe([("C", PublishState.New), ("B.Needs.C", PublishState.New), ("A.Needs.B", PublishState.New)]);
        report.Packages.ShouldAllBe(package => package.Bytes > 100 && package.HasSymbols);
        report.Pushed.ShouldBe(0);
        Directory.EnumerateFileSystemEntries(directory["feed"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_directory_gets_each_package_once()
    {
        (await Publish(directory["feed"])).Pushed.ShouldBe(3);
        var first = Files(directory["feed"]);
        first.Keys.Count(file => file.EndsWith(".nupkg", StringComparison.Ordinal)).ShouldBe(3);

        var again = await Publish(directory["feed"]);

        again.Pushed.ShouldBe(0);
        again.Packages.ShouldAllBe(package => package.State == PublishState.Published);
        Files(directory["feed"]).ShouldBe(first, ignoreOrder: true);
    }

    [Fact]
    public async Task A_feed_gets_each_package_after_those_it_needs_with_its_symbols_and_once()
    {
        await using var feed = await HttpFeed.StartAsync();

        (await Publish(feed.Url, HttpFeed.Key)).Pushed.ShouldBe(3);

        feed.Pushed.Select(pushed => pushed.Kind).ShouldBe(["package", "symbols", "package", "symbols", "package", "symbols"]);
        feed.Pushed.Where(pushed => pushed.Kind == "package").Select(pushed => pushed.Content).ShouldBe(
            [.. ((string[])["C", "B.Needs.C", "A.Needs.B"]).Select(id => File.ReadAllBytes(directory[$"made/{id}.1.2.3.nupkg"]))]);
        (await Publish(feed.Url, HttpFeed.Key)).Pushed.ShouldBe(0);
        feed.Pushed.Count.ShouldBe(6);
    }

    [Fact]
    public async Task One_package_that_is_there_with_other_content_keeps_all_back()
    {
        TinyPackage.Make(directory["other"], "B.Needs.C", "something else", "C", "Somebody.Elses");
        File.Copy(directory["other/B.Needs.C.1.2.3.nupkg"], directory["feed/B.Needs.C.1.2.3.nupkg"]);

        var refused = await Should.ThrowAsync<DeploymentException>(() => Publish(directory["feed"]));

        refused.Code.ShouldBe("TBS6806");
        refused.Message.ShouldContain("B.Needs.C");
        Directory.GetFiles(directory["feed"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_the_same_but_packed_again_counts_as_there()
    {
        TinyPackage.Make(directory["again"], "C", "c");
        File.SetLastWriteTimeUtc(directory["again/C.1.2.3.nupkg"], DateTime.UtcNow.AddDays(-1));
        File.Copy(directory["again/C.1.2.3.nupkg"], directory["feed/C.1.2.3.nupkg"]);

        (await Publish(directory["feed"])).Pushed.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("oy2-a-key-of-somebody-else", "does not accept")]
    public async Task A_key_that_is_missing_or_wrong_is_said_and_never_shown(string? key, string words)
    {
        await using var feed = await HttpFeed.StartAsync();

        var refused = await Should.ThrowAsync<DeploymentException>(() => Publish(feed.Url, key));

        refused.Code.ShouldBe("TBS6807");
        refused.Message.ShouldContain(words);
        refused.Message.ShouldContain("0 of 3 packages were pushed");
        (refused + refused.Mend).ShouldNotContain("oy2");
        feed.Pushed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feed_that_breaks_down_in_the_middle_gets_the_rest_with_the_next_run()
    {
        await using var feed = await HttpFeed.StartAsync();
        feed.Takes = 1;
        feed.Complaint = $"cannot read {HttpFeed.Key}";

        var broken = await Should.ThrowAsync<DeploymentException>(() => Publish(feed.Url, HttpFeed.Key));

        broken.Code.ShouldBe("TBS6808");
        broken.Message.ShouldContain("1 of 3 packages were pushed");
        broken.Message.ShouldContain("cannot read …");
        broken.ToString().ShouldNotContain(HttpFeed.Key);
        feed.Takes = int.MaxValue;
        var report = await Publish(feed.Url, HttpFeed.Key);
        report.Pushed.ShouldBe(2);
        report.Packages[0].State.ShouldBe(PublishState.Published);
    }

    [Fact]
    public async Task Interrupted_it_pushes_no_further_package()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        using var feed = Feed.Open(directory["feed"], directory.Path, null);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Publisher.RunAsync(PackageFile.In(directory["made"]), feed, dryRun: false, new Screen(json: true), interrupted.Token));

        Directory.EnumerateFileSystemEntries(directory["feed"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-directory")]
    [InlineData("http://feed.example.org/v3/index.json")]
    [InlineData("https://ada:hunter2@feed.example.org/v3/index.json")]
    public void A_source_that_nothing_can_be_pushed_to_is_refused_without_its_password(string? source)
    {
        var refused = Should.Throw<DeploymentException>(() => Feed.Open(source, directory.Path, null));

        refused.Code.ShouldBe("TBS6801");
        refused.ExitCode.ShouldBe(ExitCode.BadUsage);
        refused.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_source_is_found_by_its_name_in_nuget_config()
    {
        await File.WriteAllTextAsync(
            directory["nuget.config"],
            """<configuration><packageSources><clear /><add key="ours" value="feed" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);

        (await Publish("ours")).Pushed.ShouldBe(3);

        Directory.GetFiles(directory["feed"], "*.nupkg", SearchOption.AllDirectories).Length.ShouldBe(3);
    }

    private async Task<PublishReport> Publish(string source, string? key = null, bool dryRun = false)
    {
        using var feed = Feed.Open(source, directory.Path, key);
        return await Publisher.RunAsync(PackageFile.In(directory["made"]), feed, dryRun, new Screen(json: true), TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, DateTime> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
