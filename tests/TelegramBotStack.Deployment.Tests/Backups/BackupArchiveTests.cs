using System.Diagnostics;
using CsCheck;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Tests.Backups;

public sealed class BackupArchiveTests : IDisposable
{
    private readonly MadeBackup backup = new();

    public BackupArchiveTests()
    {
        backup.Add("storage/note.json", "{ \"key\": \"note\", \"value\": \"Ää\" }"u8);
        backup.Add("deep/er/empty", []);
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        backup.Add("noise", noise);
    }

    public void Dispose() => backup.Dispose();

    [Fact]
    public async Task A_backup_restores_to_what_it_was_made_of()
    {
        var manifest = await backup.WriteAsync();

        var found = await backup.CheckAsync();

        found.Manifest.Files.ShouldBe(manifest.Files);
        found.Odd.ShouldBeEmpty();
        Directory.GetFileSystemEntries(backup.Scratch).ShouldBeEmpty("nothing that is not encrypted is left");
    }

    [Fact]
    public async Task A_backup_cut_off_at_any_tenth_is_refused_with_the_reason()
    {
        await backup.WriteAsync();
        var whole = await File.ReadAllBytesAsync(backup.File, TestContext.Current.CancellationToken);
        for (var tenth = 0; tenth < 10; tenth++)
        {
            await File.WriteAllBytesAsync(backup.File, whole[..(whole.Length * tenth / 10)], TestContext.Current.CancellationToken);
            var error = await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync());
            error.Code.ShouldBe(tenth == 0 ? BackupErrors.NotABackupCode : BackupErrors.DamagedCode);
        }
    }

    [Fact]
    public async Task A_changed_byte_anywhere_is_noticed()
    {
        await backup.WriteAsync();
        var whole = await File.ReadAllBytesAsync(backup.File, TestContext.Current.CancellationToken);
        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 7]).SampleAsync(
            async (at, bit) =>
            {
                using var broken = new MadeBackup();
                await File.WriteAllBytesAsync(broken.File, [.. whole[..at], (byte)(whole[at] ^ (1 << bit)), .. whole[(at + 1)..]]);
                (await Should.ThrowAsync<DeploymentException>(() => broken.CheckAsync(backup.Identity))).Code.ShouldStartWith("TBS801");
            },
            iter: 50);
    }

    [Fact]
    public async Task A_backup_for_others_is_refused_and_says_so()
    {
        await backup.WriteAsync();

        (await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync(AgeIdentity.Create()))).Code.ShouldBe(BackupErrors.ForOthersCode);
    }

    [Fact]
    public async Task A_backup_of_a_newer_stack_is_refused_and_says_so()
    {
        await backup.WriteAsync(manifest => manifest with { Format = BackupManifest.CurrentFormat + 1 });

        (await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync())).Code.ShouldBe(BackupErrors.NewerFormatCode);
    }

    [Fact]
    public async Task What_the_manifest_does_not_say_is_refused()
    {
        var other = new string('0', 64);
        await backup.WriteAsync(manifest => manifest with { Files = [.. manifest.Files.Select(file => file with { Sha256 = other })] });
        (await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync())).Message.ShouldContain("differs from its manifest");

        await backup.WriteAsync(manifest => manifest with { Count = manifest.Count + 1 });
        (await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync())).Message.ShouldContain("contradicts itself");
    }

    [Fact]
    public async Task A_damaged_SQLite_database_is_found_before_anybody_needs_it()
    {
        var file = Path.Combine(backup.Scratch, "made.db");
        Directory.CreateDirectory(backup.Scratch);
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t (b) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT hex(randomblob(50)) FROM n";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        backup.Add("bot.db", content);
        await backup.WriteAsync();
        (await backup.CheckAsync()).Odd.ShouldBeEmpty();

        content.AsSpan(3 * 4096, 2 * 4096).Fill(7);
        backup.Add("bot.db", content);
        await backup.WriteAsync();
        (await Should.ThrowAsync<DeploymentException>(() => backup.CheckAsync())).Code.ShouldBe(BackupErrors.DataDamagedCode);
    }

    [Fact]
    public async Task A_JSON_file_that_is_none_is_named_and_fails_nothing()
    {
        backup.Add("storage/half.json", "{ \"key\": \"no"u8);
        await backup.WriteAsync();

        (await backup.CheckAsync()).Odd.ShouldBe(["storage/half.json is not JSON"]);
    }

    [Fact]
    public async Task The_age_tool_and_tar_can_unpack_it_without_this_stack()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/age"))
        {
            Assert.Skip("There is no age tool here.");
        }

        await backup.WriteAsync();
        var identity = backup.File + ".identity";
        await File.WriteAllTextAsync(identity, backup.Identity.Reveal() + "\n", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(backup.Scratch);
        using var process = Process.Start("sh", ["-c", "age -d -i \"$1\" \"$2\" | tar -xz -C \"$3\"", "sh", identity, backup.File, backup.Scratch]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        (await File.ReadAllBytesAsync(Path.Combine(backup.Scratch, "data", "noise"), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(Path.Combine(backup.Data, "noise"), TestContext.Current.CancellationToken));
    }
}
