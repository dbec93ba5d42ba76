using System.Text;
using TelegramBotStack.Components.Upgrading;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Upgrading;

public sealed class FileTransactionTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly FileChange[] changes =
    [
        new("build.sh", FileChangeKind.Updated, Bytes("old"), Bytes("new")),
        new("gone", FileChangeKind.Deleted, Bytes("old"), null),
        new("a/b/fresh", FileChangeKind.Added, null, Bytes("new")),
    ];

    public FileTransactionTests()
    {
        foreach (var change in changes.Where(change => change.Before is not null))
        {
            File.WriteAllBytes(directory[change.Path], change.Before!);
        }

        File.WriteAllText(directory["packages.lock.json"], "old");
    }

    private string Copies => directory[".nuke/temp/upgrade/files"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_is_kept_is_new_and_leaves_no_copies()
    {
        var transaction = Begin();
        ShouldBeOld();

        transaction.Apply();
        transaction.Keep();

        File.ReadAllText(directory["build.sh"]).ShouldBe("new");
        File.Exists(directory["gone"]).ShouldBeFalse();
        File.ReadAllText(directory["a/b/fresh"]).ShouldBe("new");
        Directory.Exists(Copies).ShouldBeFalse();
        FileTransaction.Unfinished(directory.Path, Copies).ShouldBeNull();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory["build.sh"]).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_taken_back_is_old_also_by_the_next_run(bool byNextRun)
    {
        var transaction = Begin();
        transaction.Apply();
        File.WriteAllText(directory["packages.lock.json"], "made anew");

        (byNextRun ? FileTransaction.Unfinished(directory.Path, Copies)! : transaction).TakeBack();

        ShouldBeOld();
        File.Exists(directory["a/b/fresh"]).ShouldBeFalse();
        Directory.Exists(Copies).ShouldBeFalse();
    }

    [Fact]
    public void Killed_after_any_file_the_next_run_takes_all_back()
    {
        for (var done = 0; done <= changes.Length; done++)
        {
            Begin();
            // As Apply does, cut off after so many files.
            foreach (var change in changes.Take(done))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(directory[change.Path])!);
                if (change.After is null)
                {
                    File.Delete(directory[change.Path]);
                }
                else
                {
                    File.WriteAllBytes(directory[change.Path], change.After);
                }
            }

            FileTransaction.Unfinished(directory.Path, Copies)!.TakeBack();

            ShouldBeOld();
        }
    }

    [Fact]
    public void A_file_that_somebody_edited_meanwhile_is_not_taken_back()
    {
        var transaction = Begin();
        transaction.Apply();
        File.WriteAllText(directory["build.sh"], "edited");

        var error = Should.Throw<DeploymentException>(transaction.TakeBack);

        error.Code.ShouldBe("TBS6620");
        error.ExitCode.ShouldBe(ExitCode.NeedsPerson);
        error.Message.ShouldContain("build.sh");
        File.ReadAllText(directory["build.sh"]).ShouldBe("edited");
        File.ReadAllText(directory["gone"]).ShouldBe("old");
        File.ReadAllText(Path.Combine(Copies, "old", "build.sh")).ShouldBe("old");
        FileTransaction.Unfinished(directory.Path, Copies).ShouldBeNull();
    }

    [Fact]
    public void When_a_file_cannot_be_written_those_before_it_are_taken_back()
    {
        var transaction = Begin();
        // A directory where a file is wanted cannot be replaced, and comes last.
        Directory.CreateDirectory(directory["a/b/fresh"]);

        var error = Should.Throw<DeploymentException>(transaction.Apply);

        error.Code.ShouldBe("TBS6619");
        error.ExitCode.ShouldBe(ExitCode.FailedUnchanged);
        ShouldBeOld();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private FileTransaction Begin() => FileTransaction.Begin(directory.Path, Copies, changes, ["packages.lock.json"]);

    private void ShouldBeOld()
    {
        File.ReadAllText(directory["build.sh"]).ShouldBe("old");
        File.ReadAllText(directory["gone"]).ShouldBe("old");
        File.Exists(directory["a/b/fresh"]).ShouldBeFalse();
        File.ReadAllText(directory["packages.lock.json"]).ShouldBe("old");
    }
}
