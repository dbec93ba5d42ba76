using System.Text;
using TelegramBotStack.Inbox;

namespace TelegramBotStack.Tests.Inbox;

public sealed class SegmentFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_kept_is_there_for_a_successor_until_it_is_deleted()
    {
        using var files = new SegmentFiles(_directory.Path);
        files.Write("1", "one"u8);
        files.Write("2", "two"u8);
        Left().ShouldBe(["1=one", "2=two"]);

        files.Delete("1");

        Left().ShouldBe(["2=two"]);
    }

    [Fact]
    public void Files_are_used_again_and_are_few()
    {
        using var files = new SegmentFiles(_directory.Path);
        for (var number = 0; number < 50; number++)
        {
            files.Write($"{number}", Encoding.ASCII.GetBytes(new string('x', 100 * number)));
            files.Delete($"{number - 2}");
        }

        Left().Length.ShouldBe(2);
        Directory.GetFiles(_directory.Path).Length.ShouldBe(3);
    }

    [Fact]
    public void Of_many_that_were_kept_no_more_than_a_few_files_stay()
    {
        using var files = new SegmentFiles(_directory.Path);
        var names = Enumerable.Range(0, 30).Select(number => $"{number}").ToArray();
        Array.ForEach(names, name => files.Write(name, "content"u8));
        Left().Length.ShouldBe(30);

        Array.ForEach(names, files.Delete);

        Left().ShouldBeEmpty();
        Directory.GetFiles(_directory.Path).Length.ShouldBe(4);
    }

    [Fact]
    public void A_successor_uses_the_files_of_its_predecessor()
    {
        using (var before = new SegmentFiles(_directory.Path))
        {
            before.Write("1", "one"u8);
            before.Delete("1");
        }

        using var files = new SegmentFiles(_directory.Path);
        files.Read().ShouldBeEmpty();
        files.Write("2", new byte[1_000_000]);
        files.Write("3", "three"u8);

        Left().Select(left => left[0]).ShouldBe(['2', '3']);
        Directory.GetFiles(_directory.Path).Length.ShouldBe(2, "the second was too long for the one that was there");
    }

    [Fact]
    public void Content_of_which_a_loss_of_power_left_a_part_is_none()
    {
        using (var files = new SegmentFiles(_directory.Path))
        {
            files.Write("1", Encoding.ASCII.GetBytes(new string('x', 10_000)));
        }

        var file = Directory.GetFiles(_directory.Path).Single();
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(9_000, 500).Clear();
        File.WriteAllBytes(file, bytes);

        Left().ShouldBe(["1="]);
    }

    [Fact]
    public void What_was_done_when_the_next_was_written_stays_done_though_its_end_never_reached_the_disk()
    {
        using var files = new SegmentFiles(_directory.Path);
        files.Write("1", "one"u8);
        files.Write("2", "two"u8);
        var file = FileOf("one");
        var onDisk = File.ReadAllBytes(file);
        files.Delete("1");
        files.Write("3", new byte[1_000_000]);

        // The power goes: of the first file the disk still has what was last flushed.
        File.WriteAllBytes(file, onDisk);

        Left().Select(left => left[0]).ShouldBe(['2', '3']);
    }

    [Fact]
    public void Written_again_the_later_content_counts_though_both_are_on_disk()
    {
        using var files = new SegmentFiles(_directory.Path);
        files.Write("1", "one and two"u8);
        var file = FileOf("one and two");
        var onDisk = File.ReadAllBytes(file);

        files.Write("1", "two"u8);
        File.WriteAllBytes(file, onDisk);

        Left().ShouldBe(["1=two"]);
    }

    [Fact]
    public void More_than_a_block_can_name_are_all_kept()
    {
        using var files = new SegmentFiles(_directory.Path);
        var names = Enumerable.Range(0, 20).Select(number => new string('n', 300) + $"{number:D2}").ToArray();
        Array.ForEach(names, name => files.Write(name, "content"u8));

        Left().ShouldBe(names.Select(name => name + "=content"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("free\n")]
    [InlineData("segment 1 name\n")]
    [InlineData("segment one name 3 00000000\n")]
    [InlineData("segment 1 name 3 00000000")]
    public void A_block_that_tells_of_no_segment_is_free(string block)
        => SegmentHeader.Parse(Encoding.ASCII.GetBytes(block)).ShouldBeNull();

    private string FileOf(string content)
        => Directory.GetFiles(_directory.Path).Single(file => Encoding.ASCII.GetString(File.ReadAllBytes(file)).Contains(content, StringComparison.Ordinal));

    private string[] Left()
    {
        using var files = new SegmentFiles(_directory.Path);
        return [.. files.Read().Select(segment => $"{segment.Name}={Encoding.ASCII.GetString(segment.Content)}").Order(StringComparer.Ordinal)];
    }
}
