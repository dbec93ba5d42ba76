using System.Formats.Tar;
using CsCheck;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Backups;

public sealed class TarExtractorTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Target => Path.Combine(directory.Path, "in", "side");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a//evil")]
    [InlineData("..")]
    public async Task A_path_that_leads_elsewhere_is_refused(string path)
    {
        (await Refused(File(path, "x"))).Message.ShouldContain("'");
        Directory.GetFiles(directory.Path, "evil", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    public async Task A_link_or_a_device_is_refused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "link");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = "/etc/passwd";
        }

        (await Refused(entry)).Message.ShouldContain($"is a {type}");
    }

    [Fact]
    public async Task What_is_neither_file_nor_directory_is_left_out_and_named_where_that_is_allowed()
    {
        var named = new List<string>();
        var found = await Read(named.Add, new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" }, File("kept", "x"));

        found.Files.Select(file => file.Path).ShouldBe(["kept"]);
        named.ShouldBe(["link (SymbolicLink)"]);
    }

    [Fact]
    public async Task An_entry_that_is_there_twice_is_refused() =>
        (await Refused(File("a", "1"), File("./a", "2"))).Message.ShouldContain("is there twice");

    [Fact]
    public async Task More_than_there_may_be_is_refused()
    {
        (await Refused(File("big", new string('x', 2000)))).Message.ShouldContain("1000 bytes");
        (await Refused([.. Enumerable.Range(0, 6).Select(number => File($"f{number}", ""))])).Message.ShouldContain("5 entries");
    }

    [Fact]
    public void Whatever_a_path_says_it_stays_below_the_directory() =>
        Gen.OneOf(Gen.Const("."), Gen.Const(".."), Gen.Const("a"), Gen.Const(""), Gen.String[0, 5]).Array[0, 6].Sample(parts =>
        {
            var name = string.Join('/', parts);
            try
            {
                var full = Path.GetFullPath(Path.Combine("/top/in", TarExtractor.SafePath(name)));
                (full == "/top/in" || full.StartsWith("/top/in/", StringComparison.Ordinal)).ShouldBeTrue(name);
            }
            catch (DeploymentException error)
            {
                error.Code.ShouldBe(BackupErrors.UnsafeCode);
                error.Message.ShouldNotContain('\u001b');
            }
        });

    private static PaxTarEntry File(string path, string content) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    private async Task<DeploymentException> Refused(params TarEntry[] entries)
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => Read(leaveOut: null, entries));
        error.Code.ShouldBe(BackupErrors.UnsafeCode);
        return error;
    }

    private async Task<TarContent> Read(Action<string>? leaveOut, params TarEntry[] entries)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                await writer.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }
        }

        archive.Position = 0;
        await using var reader = new TarReader(archive);
        return await TarExtractor.ReadAsync(
            reader, Target, new TarLimits(5, 1000), leaveOut, path => path, TestContext.Current.CancellationToken);
    }
}
