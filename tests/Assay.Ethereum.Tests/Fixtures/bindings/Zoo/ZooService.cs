using System;
using System.Threading.Tasks;
using System.Collections.Generic;
using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Web3;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Contracts.CQS;
using Nethereum.Contracts.ContractHandlers;
using Nethereum.Contracts;
using System.Threading;
using Assay.Ethereum.Tests.Fixtures.Zoo.ContractDefinition;

namespace Assay.Ethereum.Tests.Fixtures.Zoo
{
    public partial class ZooService: ContractWeb3ServiceBase
    {
        public static Task<TransactionReceipt> DeployContractAndWaitForReceiptAsync(Nethereum.Web3.IWeb3 web3, ZooDeployment zooDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            return web3.Eth.GetContractDeploymentHandler<ZooDeployment>().SendRequestAndWaitForReceiptAsync(zooDeployment, cancellationTokenSource);
        }

        public static Task<string> DeployContractAsync(Nethereum.Web3.IWeb3 web3, ZooDeployment zooDeployment)
        {
            return web3.Eth.GetContractDeploymentHandler<ZooDeployment>().SendRequestAsync(zooDeployment);
        }

        public static async Task<ZooService> DeployContractAndGetServiceAsync(Nethereum.Web3.IWeb3 web3, ZooDeployment zooDeployment, CancellationTokenSource cancellationTokenSource = null)
        {
            var receipt = await DeployContractAndWaitForReceiptAsync(web3, zooDeployment, cancellationTokenSource);
            return new ZooService(web3, receipt.ContractAddress);
        }

        public ZooService(Nethereum.Web3.IWeb3 web3, string contractAddress) : base(web3, contractAddress)
        {
        }

        public Task<EchoOutputDTO> EchoQueryAsync(EchoFunction echoFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<EchoFunction, EchoOutputDTO>(echoFunction, blockParameter);
        }

        public Task<EchoOutputDTO> EchoQueryAsync(List<Branch> branches, BlockParameter blockParameter = null)
        {
            var echoFunction = new EchoFunction();
                echoFunction.Branches = branches;
            
            return ContractHandler.QueryDeserializingToObjectAsync<EchoFunction, EchoOutputDTO>(echoFunction, blockParameter);
        }

        public Task<string> GridRequestAsync(GridFunction gridFunction)
        {
             return ContractHandler.SendRequestAsync(gridFunction);
        }

        public Task<TransactionReceipt> GridRequestAndWaitForReceiptAsync(GridFunction gridFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(gridFunction, cancellationToken);
        }

        public Task<string> GridRequestAsync(List<List<byte>> cells, List<Point> corners)
        {
            var gridFunction = new GridFunction();
                gridFunction.Cells = cells;
                gridFunction.Corners = corners;
            
             return ContractHandler.SendRequestAsync(gridFunction);
        }

        public Task<TransactionReceipt> GridRequestAndWaitForReceiptAsync(List<List<byte>> cells, List<Point> corners, CancellationTokenSource cancellationToken = null)
        {
            var gridFunction = new GridFunction();
                gridFunction.Cells = cells;
                gridFunction.Corners = corners;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(gridFunction, cancellationToken);
        }

        public Task<PackOutputDTO> PackQueryAsync(PackFunction packFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<PackFunction, PackOutputDTO>(packFunction, blockParameter);
        }

        public Task<PackOutputDTO> PackQueryAsync(byte[] tag, bool flag, sbyte small, ulong when, string text, BlockParameter blockParameter = null)
        {
            var packFunction = new PackFunction();
                packFunction.Tag = tag;
                packFunction.Flag = flag;
                packFunction.Small = small;
                packFunction.When = when;
                packFunction.Text = text;
            
            return ContractHandler.QueryDeserializingToObjectAsync<PackFunction, PackOutputDTO>(packFunction, blockParameter);
        }

        public Task<PointsOutputDTO> PointsQueryAsync(PointsFunction pointsFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryDeserializingToObjectAsync<PointsFunction, PointsOutputDTO>(pointsFunction, blockParameter);
        }

        public Task<PointsOutputDTO> PointsQueryAsync(string returnValue1, BlockParameter blockParameter = null)
        {
            var pointsFunction = new PointsFunction();
                pointsFunction.ReturnValue1 = returnValue1;
            
            return ContractHandler.QueryDeserializingToObjectAsync<PointsFunction, PointsOutputDTO>(pointsFunction, blockParameter);
        }

        public Task<string> PostRequestAsync(PostFunction postFunction)
        {
             return ContractHandler.SendRequestAsync(postFunction);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(PostFunction postFunction, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postFunction, cancellationToken);
        }

        public Task<string> PostRequestAsync(BigInteger amount)
        {
            var postFunction = new PostFunction();
                postFunction.Amount = amount;
            
             return ContractHandler.SendRequestAsync(postFunction);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(BigInteger amount, CancellationTokenSource cancellationToken = null)
        {
            var postFunction = new PostFunction();
                postFunction.Amount = amount;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(postFunction, cancellationToken);
        }

        public Task<string> PostRequestAsync(Post1Function post1Function)
        {
             return ContractHandler.SendRequestAsync(post1Function);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(Post1Function post1Function, CancellationTokenSource cancellationToken = null)
        {
             return ContractHandler.SendRequestAndWaitForReceiptAsync(post1Function, cancellationToken);
        }

        public Task<string> PostRequestAsync(Job job, List<byte[]> proof)
        {
            var post1Function = new Post1Function();
                post1Function.Job = job;
                post1Function.Proof = proof;
            
             return ContractHandler.SendRequestAsync(post1Function);
        }

        public Task<TransactionReceipt> PostRequestAndWaitForReceiptAsync(Job job, List<byte[]> proof, CancellationTokenSource cancellationToken = null)
        {
            var post1Function = new Post1Function();
                post1Function.Job = job;
                post1Function.Proof = proof;
            
             return ContractHandler.SendRequestAndWaitForReceiptAsync(post1Function, cancellationToken);
        }

        public Task<BigInteger> TotalQueryAsync(TotalFunction totalFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TotalFunction, BigInteger>(totalFunction, blockParameter);
        }

        
        public Task<BigInteger> TotalQueryAsync(BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<TotalFunction, BigInteger>(null, blockParameter);
        }

        public Task<BigInteger> WordsQueryAsync(WordsFunction wordsFunction, BlockParameter blockParameter = null)
        {
            return ContractHandler.QueryAsync<WordsFunction, BigInteger>(wordsFunction, blockParameter);
        }

        
        public Task<BigInteger> WordsQueryAsync(BigInteger @event, BigInteger @operator, BigInteger value, BigInteger gas, BigInteger nonce, BlockParameter blockParameter = null)
        {
            var wordsFunction = new WordsFunction();
                wordsFunction.Event = @event;
                wordsFunction.Operator = @operator;
                wordsFunction.Value = value;
                wordsFunction.Gas = gas;
                wordsFunction.Nonce = nonce;
            
            return ContractHandler.QueryAsync<WordsFunction, BigInteger>(wordsFunction, blockParameter);
        }

        public override List<Type> GetAllFunctionTypes()
        {
            return new List<Type>
            {
                typeof(EchoFunction),
                typeof(GridFunction),
                typeof(PackFunction),
                typeof(PointsFunction),
                typeof(PostFunction),
                typeof(Post1Function),
                typeof(TotalFunction),
                typeof(WordsFunction)
            };
        }

        public override List<Type> GetAllEventTypes()
        {
            return new List<Type>
            {
                typeof(EmptiedEventDTO),
                typeof(HiddenEventDTO),
                typeof(NamedEventDTO),
                typeof(PostedEventDTO)
            };
        }

        public override List<Type> GetAllErrorTypes()
        {
            return new List<Type>
            {
                typeof(ZooClosedError),
                typeof(ZooPricetoolowError),
                typeof(ZooRejectedError)
            };
        }
    }
}
