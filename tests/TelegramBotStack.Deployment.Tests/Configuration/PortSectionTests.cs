using CsCheck;
using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Tests.Configuration;

public class PortSectionTests
{
    [Theory]
    [InlineData("8080", "", 8080, 8080)]
    [InlineData("8080:80", "", 8080, 80)]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1", 8080, 80)]
    [InlineData("[::1]:8080:80", "::1", 8080, 80)]
    public void A_port_is_written_as_Docker_writes_it(string text, string address, int onHost, int inside) =>
        PortSection.Parse(text).ShouldBe(new PublishedPort(address, onHost, inside));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("80:")]
    [InlineData("http")]
    [InlineData("example.org:80:80")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    public void What_is_no_port_is_refused(string text) => PortSection.Parse(text).ShouldBeNull();

    [Fact]
    public void No_text_brings_the_reader_down() => Gen.String.Sample(text => { PortSection.Parse(text); });
}
